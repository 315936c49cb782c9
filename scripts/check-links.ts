import { posix } from 'node:path'
import { type Problem, report } from './problem.ts'
import { type Files, readRepository } from './repository.ts'

/**
 * Whether every relative link of every Markdown file leads to a file or folder of the repository,
 * and its `#anchor` to a heading there. Links to other hosts are not followed.
 */
export function checkLinks(files: Files): Problem[] {
  const folders = new Set([...files.keys()].flatMap(foldersOf))
  const find = (path: string) => (folders.has(path) ? 'folder' : files.get(path))
  return [...files].flatMap(([path, text]) => {
    if (!path.endsWith('.md')) return []
    return linksIn(text).flatMap(({ target, line }) => {
      const what = brokenPart(target, path, find)
      return what === undefined ? [] : [{ path, line, what, ...advice }]
    })
  })
}

const advice = {
  why: 'A reader who meets a dead link stops trusting the page around it.',
  instead: 'Link to where the thing is now, or leave the link out.',
}

/** `find` gives the text of a file, some text for a folder, or nothing where there is neither. */
function brokenPart(
  target: string,
  from: string,
  find: (path: string) => string | undefined,
): string | undefined {
  const [file = '', anchor = ''] = target.split('#')
  // A path that begins with a slash is one from the root of the repository, as on GitHub.
  const base = file.startsWith('/') ? '.' : posix.dirname(from)
  const path = file === '' ? from : posix.join(base, decodeURIComponent(file)).replace(/\/$/, '')
  const text = find(path)
  if (text === undefined) return `links to ${target}, but there is no ${path}`
  if (anchor === '' || !path.endsWith('.md') || anchorsIn(text).has(decodeURIComponent(anchor))) return
  return `links to ${target}, but ${path} has no such heading`
}

interface Link {
  readonly target: string
  readonly line: number
}

const linkForms = [
  // [text](target), ![picture](<target with spaces>), [text](target "title")
  /\]\(\s*(?:<(?<target>[^>]+)>|(?<bare>[^\s)]+))/g,
  // [label]: target
  /^ {0,3}\[[^\]]+\]:\s*(?:<(?<target>[^>]+)>|(?<bare>\S+))/g,
  /<(?:a|img)\b[^>]*?\b(?:href|src)=["'](?<target>[^"']+)["']/g,
]
const otherHost = /^([a-z][a-z+.-]*:|\/\/)/i

function linksIn(text: string): Link[] {
  return proseLines(text).flatMap((line, index) =>
    linkForms
      .flatMap((form) => [...line.matchAll(form)].map(({ groups }) => groups?.target ?? groups?.bare ?? ''))
      .filter((target) => !otherHost.test(target))
      .map((target) => ({ target, line: index + 1 })),
  )
}

/** Names that `#...` can lead to: GitHub's form of each heading, and explicit ids. */
function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const line of proseLines(text, 'with code')) {
    const heading = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/.exec(line)?.[1]
    if (heading !== undefined) anchors.add(unused(slug(heading), anchors))
    for (const [, id = ''] of line.matchAll(/<[a-z]+\b[^>]*?\b(?:id|name)=["']([^"']+)["']/g)) anchors.add(id)
  }
  return anchors
}

/** Lower case, without punctuation, spaces as hyphens (github.com/gjtorikian/html-pipeline, TOC filter). */
function slug(heading: string): string {
  const words = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
  return words.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-')
}

/** A heading that was there before gets `-1`, the next `-2`. */
function unused(anchor: string, anchors: ReadonlySet<string>, count = 0): string {
  const numbered = count === 0 ? anchor : `${anchor}-${count}`
  return anchors.has(numbered) ? unused(anchor, anchors, count + 1) : numbered
}

/** The lines of a text; those of fenced code blocks are empty, and so is code within a line. */
function proseLines(text: string, inlineCode?: 'with code'): string[] {
  let fence: string | undefined
  return text.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined
      return ''
    }
    fence = mark
    if (mark !== undefined) return ''
    return inlineCode ? line : line.replace(/(`+).+?\1/g, '')
  })
}

/** `a/b/c.md` lies in `a/b`, `a` and `.`. */
function foldersOf(path: string): string[] {
  const folder = posix.dirname(path)
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)]
}

if (import.meta.main) report('links', checkLinks(readRepository()))
