import { type Problem, report } from './problem.ts'
import { type Files, readRepository } from './repository.ts'

/**
 * Whether files and folders are named after what is in them, no text names the machine that it was
 * written on, and no comment switches off a rule whose exceptions biome.jsonc lists.
 * The form and length of files are the linter's.
 */
export function checkNames(files: Files): Problem[] {
  const names = new Set([...files.keys()].flatMap(withFolders))
  return [
    ...[...names].flatMap((path) => checkPath(path, files.has(path))),
    ...[...files].flatMap(([path, text]) => (machineMade.test(path) ? [] : checkText(path, text))),
  ]
}

const machineMade = /(^|\/)(vendor\.json|pnpm-lock\.yaml)$/

/** Words that fit anything, and so gather everything. */
const catchAll = /^(util|helper|common|misc|manager|service)s?$/

function checkPath(path: string, isFile: boolean): Problem[] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const word = name.split(/[-_.]/).find((each) => catchAll.test(each.toLowerCase()))
  const isKebab = isFile || /^\.?[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
  return [
    ...(word === undefined ? [] : [{ path, what: `is named "${word}"`, ...catchAllAdvice }]),
    ...(isKebab ? [] : [{ path, what: 'is a folder whose name is not in kebab-case', ...kebabAdvice }]),
  ]
}

const catchAllAdvice = {
  why: 'Such a file has no owner and no end: one concept, one file, named after it.',
  instead: 'Name it after the concept (seal.ts exports seal); if there are several, make several files.',
}

const kebabAdvice = {
  why: 'One form of name can be guessed, and is the same on every file system.',
  instead: 'Use lower case and hyphens, as in send/public-address.ts.',
}

interface Rule {
  readonly pattern: RegExp
  readonly what: string
  readonly why: string
  readonly instead: string
}

const textRules: readonly Rule[] = [
  {
    pattern: /(?<![\w.:/-])(\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[\w.-]+/,
    what: 'names a folder of one person\u2019s machine',
    why: 'It works on that machine only, and says whose it is.',
    instead: 'Use a path relative to the repository, os.tmpdir() or os.homedir().',
  },
  {
    pattern:
      /biome-ignore\S*\s+lint(?!\/(?!plugin)\w+\/(?!noRestricted|noProcessEnv|noExcessiveLinesPerFile)\w)/,
    what: 'switches off a rule whose exceptions are listed elsewhere',
    why: 'A reviewer sees all exceptions, with their reasons, in one list.',
    instead: 'Pass the thing in, or add the file to its list in biome.jsonc.',
  },
  {
    pattern: /@ts-nocheck/,
    what: 'switches off the type checker',
    why: 'Nothing in the file is checked any more, and no one notices.',
    instead: 'Correct the types; in a test of types use @ts-expect-error for the one line.',
  },
]

function checkText(path: string, text: string): Problem[] {
  // The rules and their tests hold what they look for.
  if (/^scripts\/check-names(\.test)?\.ts$/.test(path)) return []
  return text
    .split('\n')
    .flatMap((line, index) =>
      textRules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ what, why, instead }) => ({ path, line: index + 1, what, why, instead })),
    )
}

/** `a/b/c.ts` stands for itself and the folders `a/b` and `a`. */
function withFolders(path: string): string[] {
  const end = path.lastIndexOf('/')
  return end < 0 ? [path] : [path, ...withFolders(path.slice(0, end))]
}

if (import.meta.main) report('names', checkNames(readRepository()))
