import { valueAt, valuesAt } from '../behaviour/value-at.ts'
import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import { order } from '../state/order.ts'
import type { QueryOptions } from './query-language.ts'
import { textsOf } from './texts-of.ts'

/** What `name:value` stands for. */
export interface Qualifier {
  readonly test?: (value: string) => ((record: JsonObject) => boolean) | undefined
  /** Collections that it names. */
  readonly scope?: (value: string) => readonly (readonly string[])[]
  /** Members that words are looked for in. */
  readonly words?: (value: string) => readonly string[]
}

/**
 * Reads what a behaviour says of names. Each is
 * - text: a member that equals the value, in any case, `label`: `labels.name`; `*` stands for any value;
 * - `{ "member" }`: the same of one path or several, `ignoring`: a pattern that is cut out of the value, `values`:
 *   texts that a value stands for;
 * - `{ "member", "range": true }`: `>3`, `<=3`, `1..5`, `2020-01-01..*`, or a value that it equals or begins with;
 * - `{ "member", "contains": true, "before": "@" }`: text that is somewhere in it;
 * - `{ "member", "is": "before" }`, `after`, `on`: days of a time in Unix seconds;
 * - `{ "is": "there", "values": { "pin": "pinned_to" } }`: whether the member that the value stands for has anything;
 * - `{ "values": { "open": { "state": "open" } } }`: members by value; `{ "exists": true }` for one that is neither
 *   missing nor null nor empty;
 * - `{ "scope": "/" }`: names of a collection, parted by that text;
 * - `{ "words": { "title": ["title"] } }`: where words are looked for;
 * - `{ "ignore": true }`: known, and of no effect.
 */
export function readQualifiers(names: QueryOptions['names']): ReadonlyMap<string, Qualifier> {
  return new Map(Object.entries(names).map(([name, what]) => [name.toLowerCase(), readQualifier(what)]))
}

function readQualifier(what: unknown): Qualifier {
  if (typeof what === 'string') return { test: (value) => equals([what], value) }
  const { member, scope, words, values } = asObject(what)
  if (typeof scope === 'string') return { scope: (value) => [value.split(scope)] }
  if (isObject(words)) return { words: (value) => namesAt(words, value) }
  if (member !== undefined) return { test: memberTest([member].flat().map(String), asObject(what)) }
  if (!isObject(values)) return {}
  const there = asObject(what).is === 'there'
  return { test: (value) => (there ? hasAny(values, value) : byValue(values, value)) }
}

function memberTest(members: readonly string[], how: JsonObject): NonNullable<Qualifier['test']> {
  const { is, range, contains, before = '', ignoring, values } = how
  if (is === 'before' || is === 'after' || is === 'on') return (value) => onDay(members, is, value)
  if (range) return (value) => inRange(members, value)
  if (contains) return (value) => has(members, `${before}${value}`)
  const ignored = typeof ignoring === 'string' ? new RegExp(ignoring, 'g') : undefined
  const known = asObject(values)
  return (value) => {
    const bare = ignored ? value.replace(ignored, '') : value
    return equals(members, Object.hasOwn(known, bare) ? String(known[bare]) : bare)
  }
}

function namesAt(words: JsonObject, value: string): readonly string[] {
  return value.split(',').flatMap((name) => {
    const found = Object.hasOwn(words, name) ? words[name] : []
    return Array.isArray(found) ? found.map(String) : []
  })
}

function equals(members: readonly string[], value: string) {
  const wanted = value.toLowerCase()
  return (record: JsonObject) =>
    textsOf(record, members).some((text) => wanted === '*' || text.toLowerCase() === wanted)
}

function has(members: readonly string[], value: string) {
  const wanted = value.toLowerCase()
  return (record: JsonObject) => textsOf(record, members).some((text) => text.toLowerCase().includes(wanted))
}

function hasAny(values: JsonObject, value: string) {
  const member = Object.hasOwn(values, value) ? String(values[value]) : undefined
  return (record: JsonObject) => member !== undefined && textsOf(record, [member]).length > 0
}

const DAY = 86_400

function onDay(members: readonly string[], is: 'before' | 'after' | 'on', value: string) {
  const day = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) / 1000 : Number.NaN
  return (record: JsonObject) =>
    textsOf(record, members).some((text) => {
      const time = Number(text)
      if (is === 'before') return time < day
      return is === 'after' ? time >= day + DAY : time >= day && time < day + DAY
    })
}

/** A value that the vendor does not know narrows nothing down. */
function byValue(values: JsonObject, value: string) {
  const name = value.toLowerCase()
  if (!Object.hasOwn(values, name)) return undefined
  const members = Object.entries(asObject(values[name]))
  return (record: JsonObject) =>
    members.every(([member, wanted]) => isAs(valueAt(record, member.split('.')), wanted))
}

function isAs(found: Json | undefined, wanted: Json): boolean {
  if (!isObject(wanted)) return (found ?? null) === wanted
  const there =
    found !== undefined && found !== null && found !== '' && !(Array.isArray(found) && found.length === 0)
  return there === wanted.exists
}

function inRange(members: readonly string[], text: string) {
  const [, sign, bound] = /^(>=|<=|>|<)(.+)$/s.exec(text) ?? []
  const [, from, to] = /^(.+?)\.\.(.+)$/s.exec(text) ?? []
  const test = (value: Json): boolean => {
    if (value === null || value === undefined) return false
    if (bound !== undefined) return compare(sign ?? '', order(value, bound))
    if (from === undefined || to === undefined) return String(value).startsWith(text)
    return (
      (from === '*' || order(value, from) >= 0) &&
      (to === '*' || order(value, to) <= 0 || String(value).startsWith(to))
    )
  }
  return (record: JsonObject) => members.some((member) => valuesAt(record, member.split('.')).some(test))
}

function compare(sign: string, difference: number): boolean {
  if (sign === '>') return difference > 0
  if (sign === '<') return difference < 0
  return sign === '>=' ? difference >= 0 : difference <= 0
}
