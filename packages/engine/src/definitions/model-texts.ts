import type { Problem } from '@sallyport/errors'

/** Words of a definition whose texts people and models read. */
const TEXTS = new Set(['title', 'about', 'description', 'example', 'examples', 'reason', 'default'])
/** Words whose values are shown too; a name is none, but a sentence may hide among them. */
const VALUES = new Set(['enum', 'const'])
const MAX_LISTED = 200

/** Path -> text, of everything in a definition's JSON that a model may be shown. */
export function modelTexts(json: unknown): ReadonlyMap<string, string> {
  return new Map(textsIn(json, [], ''))
}

type Text = readonly [path: string, text: string]

/** @param word The name under which a value, or the list that it is in, stands. */
function textsIn(value: unknown, at: readonly string[], word: string): Text[] {
  if (typeof value === 'string') return isShown(word, value) ? [[at.join('.'), value]] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) =>
    textsIn(below, [...at, name], Array.isArray(value) ? word : name),
  )
}

function isShown(word: string, text: string): boolean {
  return TEXTS.has(word) || (VALUES.has(word) && /\s/.test(text))
}

/** What differs between the texts of two versions, of very much the first. */
export function textChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Problem[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  )
  const changes = paths.slice(0, MAX_LISTED).map((path) => change(path, before.get(path), after.get(path)))
  const more = paths.length - changes.length
  if (more > 0) changes.push({ field: 'definition', code: 'more', message: `And ${more} more texts.` })
  return changes
}

function change(path: string, before: string | undefined, after: string | undefined): Problem {
  const code = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return {
    field: `definition.${path}`,
    code,
    message: `The text at ${path} is ${code}.`,
    details: { before: before ?? null, after: after ?? null },
  }
}
