import { isObject, type Json, type JsonObject } from '../json.ts'

/** Members that a mask keeps, and what of them; `true` for all of it. */
export type Mask = ReadonlyMap<string, Mask | true>

interface MaskRule {
  readonly param: string
  readonly default?: string | undefined
  readonly omitNull?: boolean | undefined
}

/**
 * Keeps what a field mask names (developers.google.com/workspace/drive/api/guides/fields-parameter):
 * `files(id,owners/emailAddress),nextPageToken`, `*` for everything.
 */
export function maskFields(whole: Json, query: JsonObject, rule: MaskRule): Json {
  const { param, default: fallback, omitNull } = rule
  const value = omitNull ? withoutNull(whole) : whole
  const text = query[param] ?? fallback
  if (typeof text !== 'string' || text === '') return value
  return masked(value, parseMask(text))
}

function withoutNull(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNull)
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNull(member)]))
}

/** Masks within masks and names of a path; what is deeper is kept whole. */
export const DEEPEST_MASK = 50

export function parseMask(text: string, depth = 0): Mask {
  const mask = new Map<string, Mask | true>()
  for (const part of splitOutside(text, ',')) {
    const [, path = '', inner] = /^([^()]*)(?:\((.*)\))?$/s.exec(part.trim()) ?? []
    add(
      mask,
      path.split('/', DEEPEST_MASK).map((name) => name.trim()),
      inner === undefined || depth >= DEEPEST_MASK ? true : parseMask(inner, depth + 1),
    )
  }
  return mask
}

function add(
  mask: Map<string, Mask | true>,
  [name = '', ...rest]: readonly string[],
  inner: Mask | true,
): void {
  const known = mask.get(name)
  if (rest.length === 0) {
    mask.set(name, known === undefined ? inner : joined(known, inner))
    return
  }
  const below = new Map(known === undefined || known === true ? [] : known)
  add(below, rest, inner)
  if (known !== true) mask.set(name, below)
}

function joined(left: Mask | true, right: Mask | true): Mask | true {
  if (left === true || right === true) return true
  const mask = new Map(left)
  for (const [name, inner] of right) {
    const known = mask.get(name)
    mask.set(name, known === undefined ? inner : joined(known, inner))
  }
  return mask
}

/** Parts between commas that stand in no parentheses. */
function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (letter === separator && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.filter((part) => part.trim() !== '')
}

function masked(value: Json, mask: Mask | true): Json {
  if (mask === true || mask.has('*')) return value
  if (Array.isArray(value)) return value.map((item: Json) => masked(item, mask))
  if (!isObject(value)) return value
  return Object.fromEntries(
    [...mask].flatMap(([name, inner]) => {
      const member = Object.hasOwn(value, name) ? value[name] : undefined
      return member === undefined ? [] : [[name, masked(member, inner)]]
    }),
  )
}
