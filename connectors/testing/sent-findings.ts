import type { Definition } from '@sallyport/definition'
import type { Emulator } from '@sallyport/emulator'
import { type Finding, unless } from './finding.ts'
import { placeOf } from './places.ts'
import type { Json } from './practice.ts'
import type { Named } from './practice-names.ts'

type Entry = ReturnType<Emulator['ledger']['requests']>[number]

interface Sent {
  readonly definition: Definition
  readonly named: Named
  /** What was given. */
  readonly params: Json
  /** What the vendor saw. */
  readonly entry: Entry
}

/** Where a vendor saw something else than what was given and what is fixed. Numbers and texts count as the same. */
export function sentFindings(sent: Sent): Finding[] {
  const { named, entry } = sent
  const { entity, action, operation } = named
  const at = `${entity}.${action}`
  const expected = expectedOf(sent)
  const body = operation.graphql ? memberOf(entry.body, 'variables') : entry.body
  const isRaw = operation.takes !== undefined
  return [
    ...unless(entry.method === operation.method, `${at} sent.method`, `is ${entry.method}`),
    ...differences(`${at} sent.query`, expected.query, told(entry.query)),
    ...(isRaw ? [] : differences(`${at} sent.body`, expected.body, toldOrNothing(body))),
    ...Object.entries(expected.headers).flatMap(([name, value]) =>
      unless(
        entry.headers[name] === value,
        `${at} sent.headers.${name}`,
        `is ${entry.headers[name]}, not ${value}`,
      ),
    ),
  ]
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function toldOrNothing(body: unknown): unknown {
  return body === null || body === undefined || body === '' ? {} : told(body)
}

interface Expected {
  readonly query: unknown
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** By the language alone: the runtime has its own way of telling. */
function expectedOf(sent: Sent): Expected {
  const { named, params, entry } = sent
  const query = {}
  const body = {}
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...named.operation.fixed, ...params })) {
    const place = placeOf(named.operation, name)
    const isLeftOut = isSecret(entry, place.path) || (value === null && place.in !== 'body')
    if (isLeftOut) continue
    if (place.in === 'query') put(query, place.path, written(sent, name, value))
    if (place.in === 'body') put(body, place.path, written(sent, name, value))
    if (place.in === 'header') headers[place.path[0]?.toLowerCase() ?? ''] = [value].flat().join(',')
  }
  return { query: told(query), body: told(body), headers }
}

/** A form has no null, and some take a list as one text. */
function written({ definition, named: { operation } }: Sent, name: string, value: unknown): unknown {
  const encoding = { ...definition.encoding, ...operation.encoding }
  const lists = operation.wire?.[name]?.lists ?? encoding.lists
  const inBody = placeOf(operation, name).in === 'body'
  const isJson = inBody && (operation.graphql !== undefined || encoding.body !== 'form')
  if (isJson) return value
  if (value === null) return ''
  return Array.isArray(value) && lists === 'comma' ? value.join(',') : value
}

/** The ledger keeps no secrets, but their hashes by their places. */
function isSecret({ presented }: Entry, path: readonly string[]): boolean {
  return Object.keys(presented).some(
    (place) => place === path.join('.') || place === `variables.${path.join('.')}`,
  )
}

function put(at: object, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    Reflect.set(at, name, value)
    return
  }
  const found: unknown = Reflect.get(at, name)
  const below = typeof found === 'object' && found !== null ? found : {}
  Reflect.set(at, name, below)
  put(below, rest, value)
}

/** Scalars as texts, names of lists without brackets. */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value === null ? null : String(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  // `filter.and.0.id` leads into a list.
  const isList = members.length > 0 && members.every(([name], index) => name === String(index))
  if (isList) return members.map(([, member]) => told(member))
  return Object.fromEntries(members.map(([name, member]) => [name.replace(/\[\]$/, ''), told(member)]))
}

function differences(at: string, expected: unknown, actual: unknown): Finding[] {
  const names = [...new Set([...Object.keys(Object(expected)), ...Object.keys(Object(actual))])]
  return names.flatMap((name) => {
    const [wanted, seen] = [memberOf(expected, name), memberOf(actual, name)]
    const [left, right] = [JSON.stringify(sorted(wanted)), JSON.stringify(sorted(seen))]
    return unless(left === right, `${at}.${name}`, `is ${right}, not ${left}`)
  })
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]))
}
