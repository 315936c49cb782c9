import { valueAt, valuesAt } from '../behaviour/value-at.ts'
import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import { order } from '../state/order.ts'
import type { QueryOptions } from './query-language.ts'

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
 * - `{ "member", "range": true }`: `>3`, `<=3`, `1..5`, `2020-01-01..*`, or a value that it equals or begins with;
 * - `{ "member", "contains": true, "before": "@" }`: text that is somewhere in it;
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
  if (typeof what === 'string') return { test: (value) => equals(what.split('.'), value) }
  const { member = '', range, contains, before = '', values, scope, words } = asObject(what)
  const path = String(member).split('.')
  if (typeof scope === 'string') return { scope: (value) => [value.split(scope)] }
  if (isObject(words)) return { words: (value) => namesAt(words, value) }
  if (isObject(values)) return { test: (value) => byValue(values, value) }
  if (range) return { test: (value) => inRange(path, value) }
  if (contains) return { test: (value) => has(path, `${before}${value}`) }
  return {}
}

function namesAt(words: JsonObject, value: string): readonly string[] {
  return value.split(',').flatMap((name) => {
    const found = Object.hasOwn(words, name) ? words[name] : []
    return Array.isArray(found) ? found.map(String) : []
  })
}

function equals(path: readonly string[], value: string) {
  const wanted = value.toLowerCase()
  return (record: JsonObject) =>
    valuesAt(record, path).some(
      (found) => found !== null && (wanted === '*' || String(found).toLowerCase() === wanted),
    )
}

function has(path: readonly string[], value: string) {
  const wanted = value.toLowerCase()
  return (record: JsonObject) =>
    valuesAt(record, path).some((found) =>
      String(found ?? '')
        .toLowerCase()
        .includes(wanted),
    )
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

function inRange(path: readonly string[], text: string) {
  const [, sign, bound] = /^(>=|<=|>|<)(.+)$/.exec(text) ?? []
  const [, from, to] = /^(.+?)\.\.(.+)$/.exec(text) ?? []
  const test = (value: Json): boolean => {
    if (value === null || value === undefined) return false
    if (bound !== undefined) return compare(sign ?? '', order(value, bound))
    if (from === undefined || to === undefined) return String(value).startsWith(text)
    return (
      (from === '*' || order(value, from) >= 0) &&
      (to === '*' || order(value, to) <= 0 || String(value).startsWith(to))
    )
  }
  return (record: JsonObject) => valuesAt(record, path).some(test)
}

function compare(sign: string, difference: number): boolean {
  if (sign === '>') return difference > 0
  if (sign === '<') return difference < 0
  return sign === '>=' ? difference >= 0 : difference <= 0
}
