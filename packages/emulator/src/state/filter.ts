import type { FilterRule } from '../behaviour/filter-behaviour.ts'
import { valuesAt } from '../behaviour/value-at.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { languages } from '../query/languages.ts'
import type { Query } from '../query/query-language.ts'
import { order } from './order.ts'

export type Predicate = (record: JsonObject) => boolean

/** What a list is narrowed to, or what of the request cannot be understood. */
export type Filter =
  | { readonly predicate: Predicate; readonly scopes: readonly (readonly string[])[] | undefined }
  | { readonly param: string }

type Rules = Readonly<Record<string, FilterRule>>

/** The filter that the parameters of a request ask for, by the rules of its operation. */
export function filterOf(rules: Rules, parameters: JsonObject): Filter {
  const predicates: Predicate[] = []
  let scopes: Query['scopes']
  for (const [param, rule] of Object.entries(rules)) {
    const given = parameters[param] ?? (rule.default as Json | undefined)
    if (given === undefined || given === null || given === rule.any || given === '') continue
    if (rule.language === undefined) {
      predicates.push(memberFilter(rule, given))
      continue
    }
    const query = languages.get(rule.language)?.(String(given), {
      names: rule.names ?? {},
      words: rule.words ?? [],
    })
    if (!query) return { param }
    predicates.push((record) => query.matches(record))
    scopes = query.scopes ?? scopes
  }
  return { predicate: (record) => predicates.every((predicate) => predicate(record)), scopes }
}

function memberFilter(rule: FilterRule, given: Json): Predicate {
  const path = (rule.member ?? '').split('.')
  const wanted = wantedValues(rule, given)
  const compare = COMPARISONS[rule.is ?? 'equal']
  return (record) => {
    const there = valuesAt(record, path)
    const found = there.length === 0 && rule.absent !== undefined ? [rule.absent as Json] : there
    const holds = (value: Json) => compare(found, value)
    return rule.every ? wanted.every(holds) : wanted.some(holds)
  }
}

function wantedValues({ split, values = {}, is }: FilterRule, given: Json): readonly Json[] {
  const list =
    typeof given === 'string' && split !== undefined ? given.split(split).map((part) => part.trim()) : given
  const wanted = Array.isArray(list) && is !== 'range' ? list : [list as Json]
  // A value can stand for several.
  return wanted.flatMap((value: Json) =>
    Object.hasOwn(values, String(value)) ? (values[String(value)] as Json) : [value],
  )
}

type Comparison = (found: readonly Json[], wanted: Json) => boolean

const COMPARISONS: Readonly<Record<NonNullable<FilterRule['is']>, Comparison>> = {
  equal: (found, wanted) => found.some((value) => same(value, wanted)),
  oneOf: (found, wanted) => found.some((value) => same(value, wanted)),
  contains: some((value, wanted) => String(value).toLowerCase().includes(String(wanted).toLowerCase())),
  prefix: some((value, wanted) => String(value).toLowerCase().startsWith(String(wanted).toLowerCase())),
  atLeast: some((value, wanted) => order(value, wanted) >= 0),
  atMost: some((value, wanted) => order(value, wanted) <= 0),
  above: some((value, wanted) => order(value, wanted) > 0),
  below: some((value, wanted) => order(value, wanted) < 0),
  range: (found, wanted) => found.some((value) => inRange(value, wanted)),
  exists: (found, wanted) =>
    found.some((value) => value !== null && value !== '') === (String(wanted) !== 'false'),
}

/** Null is no text, and neither above nor below anything. */
function some(holds: (value: Json, wanted: Json) => boolean): Comparison {
  return (found, wanted) => found.some((value) => value !== null && holds(value, wanted))
}

/** Query texts say 12 and true without a type. */
function same(value: Json, wanted: Json): boolean {
  return value === wanted || (value !== null && typeof value !== 'object' && String(value) === String(wanted))
}

/** `{ gt, gte, lt, lte }`, or a value to equal. */
function inRange(value: Json, range: Json): boolean {
  if (!isObject(range)) return same(value, range)
  if (value === null) return false
  const { gt, gte, lt, lte } = range
  return (
    (gt === undefined || order(value, gt) > 0) &&
    (gte === undefined || order(value, gte) >= 0) &&
    (lt === undefined || order(value, lt) < 0) &&
    (lte === undefined || order(value, lte) <= 0)
  )
}
