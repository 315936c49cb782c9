// Code in the Markdown files comes from programs that run.
//
//   node scripts/check-snippets.ts            says where a page and its program differ
//   node scripts/check-snippets.ts --write    copies the programs' lines into the pages
import { writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Problem, report } from './problem.ts'
import { type Files, readRepository, root } from './repository.ts'

/** `<!-- snippet: path#region -->`, and the fenced block that follows it, if one does already. */
const MARK = /<!-- snippet: (?<path>[^#\s]+)#(?<region>[\w-]+) -->\n(?:\n?```.*?\n```\n)?/gs
const LANGUAGES: Readonly<Record<string, string>> = {
  '.ts': 'ts',
  '.sh': 'sh',
  '.json': 'json',
  '.jsonc': 'json',
}

/** The pages whose blocks differ from their programs, as they should read. */
export function fillSnippets(files: Files): {
  readonly pages: Map<string, string>
  readonly problems: Problem[]
} {
  const pages = new Map<string, string>()
  const problems: Problem[] = []
  for (const [page, text] of files) {
    if (!page.endsWith('.md')) continue
    const filled = text.replace(MARK, (whole, path: string, region: string) => {
      const code = regionOf(files.get(path) ?? '', region)
      if (code !== undefined) return block(path, region, code)
      problems.push({ path: page, what: `${path} has no region "${region}"`, ...advice })
      return whole
    })
    if (filled !== text) pages.set(page, filled)
  }
  return { pages, problems }
}

const advice = {
  why: 'A reader copies what a page shows; only what runs in the tests is sure to work.',
  instead: 'Run "npm run format", which copies the lines of the program into the page.',
}

/** The lines between `#region name` and `#endregion`, their common indentation taken away. */
function regionOf(source: string, region: string): string | undefined {
  const lines = source.split('\n')
  const start = lines.findIndex((line) => new RegExp(`#region ${region}$`).test(line.trim()))
  const end = lines.findIndex((line, index) => index > start && line.includes('#endregion'))
  if (start === -1 || end === -1) return undefined
  const body = lines.slice(start + 1, end)
  const indents = body
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents)
  return body.map((line) => line.slice(indent)).join('\n')
}

function block(path: string, region: string, code: string): string {
  const language = LANGUAGES[extname(path)] ?? ''
  return `<!-- snippet: ${path}#${region} -->\n\n\`\`\`${language}\n${code}\n\`\`\`\n`
}

if (import.meta.main) {
  const { pages, problems } = fillSnippets(readRepository())
  if (process.argv.includes('--write')) {
    for (const [page, text] of pages) writeFileSync(join(root, page), text)
  } else {
    const stale = [...pages.keys()].map((path) => ({
      path,
      what: 'shows code that is not its program\u2019s',
      ...advice,
    }))
    problems.push(...stale)
  }
  report('snippets', problems)
}
