import { isObject, type Json, type JsonObject } from '../json.ts'
import { order } from '../state/order.ts'
import { durationEnd } from './duration.ts'

type Comparison = (value: Json, wanted: Json) => boolean

const has = (value: Json, wanted: Json) => String(value).includes(String(wanted))
const begins = (value: Json, wanted: Json) => String(value).startsWith(String(wanted))
const ends = (value: Json, wanted: Json) => String(value).endsWith(String(wanted))
const among = (value: Json, wanted: Json) => [wanted].flat().some((one) => order(value, one) === 0)
const folded = (value: Json): Json => (typeof value === 'string' ? value.toLowerCase() : value)
const bare = (value: Json): Json =>
  typeof value === 'string' ? value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '') : value
const ignoring =
  (fold: (value: Json) => Json, compare: Comparison): Comparison =>
  (value, wanted) =>
    compare(fold(value), fold(wanted))
const not =
  (compare: Comparison): Comparison =>
  (value, wanted) =>
    !compare(value, wanted)
const there =
  (compare: Comparison): Comparison =>
  (value, wanted) =>
    value !== null && compare(value, wanted)

/** What comparators are called: linear.app/developers/filtering has the same words. */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['eq', (value, wanted) => order(value, wanted) === 0],
  ['neq', (value, wanted) => order(value, wanted) !== 0],
  ['in', among],
  ['nin', not(among)],
  ['eqIgnoreCase', ignoring(folded, (value, wanted) => value === wanted)],
  ['neqIgnoreCase', ignoring(folded, (value, wanted) => value !== wanted)],
  ['contains', there(has)],
  ['notContains', not(there(has))],
  ['containsIgnoreCase', there(ignoring(folded, has))],
  ['notContainsIgnoreCase', not(there(ignoring(folded, has)))],
  ['containsIgnoreCaseAndAccent', there(ignoring(bare, has))],
  ['startsWith', there(begins)],
  ['notStartsWith', not(there(begins))],
  ['startsWithIgnoreCase', there(ignoring(folded, begins))],
  ['endsWith', there(ends)],
  ['notEndsWith', not(there(ends))],
  ['gt', there((value, wanted) => order(value, wanted) > 0)],
  ['gte', there((value, wanted) => order(value, wanted) >= 0)],
  ['lt', there((value, wanted) => order(value, wanted) < 0)],
  ['lte', there((value, wanted) => order(value, wanted) <= 0)],
  ['null', (value, wanted) => (value === null) === wanted],
])

/**
 * Whether a value meets every comparator of an object such as `{ "gte": 2, "neq": 4 }`; `and` and `or` hold lists
 * of them. A date may be said as a duration from now (`-P2W`). `now` is in milliseconds since 1970.
 * `undefined` for an object with a comparator that is not known.
 */
export function meets(value: Json, condition: JsonObject, now: number): boolean | undefined {
  let met = true
  for (const [name, wanted] of Object.entries(condition)) {
    if (wanted === null && name !== 'eq' && name !== 'neq') continue
    const one =
      name === 'and' || name === 'or'
        ? meetsSome(value, { name, wanted, now })
        : compared(value, { name, wanted, now })
    if (one === undefined) return undefined
    met &&= one
  }
  return met
}

interface Wanted {
  readonly name: string
  readonly wanted: Json
  readonly now: number
}

function compared(value: Json, { name, wanted, now }: Wanted): boolean | undefined {
  return COMPARISONS.get(name)?.(
    value,
    Array.isArray(wanted) ? wanted.map((one: Json) => durationEnd(one, now)) : durationEnd(wanted, now),
  )
}

function meetsSome(value: Json, { name, wanted, now }: Wanted): boolean | undefined {
  const parts = [wanted]
    .flat()
    .filter(isObject)
    .map((part) => meets(value, part, now))
  if (parts.includes(undefined)) return undefined
  return name === 'and' ? parts.every(Boolean) : parts.length === 0 || parts.some(Boolean)
}
