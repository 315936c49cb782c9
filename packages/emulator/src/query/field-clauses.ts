import { valuesAt } from '../behaviour/value-at.ts'
import type { Json, JsonObject } from '../json.ts'
import { type Clause, parseClauses } from './field-clauses-parser.ts'
import type { QueryLanguage } from './query-language.ts'

/** More than this many clauses are refused: docs.stripe.com/search#search-query-language. */
const MOST_CLAUSES = 10
/** A substring has at least this many characters. */
const SHORTEST = 3

/**
 * Clauses of a field, an operator and a value, all of which hold, or any: `email:"a@b.c" AND -status:"open"`,
 * `created>1600000000`, `name~"ann"`, `metadata["key"]:"value"`, `phone:null`. `names` lists the fields that can
 * be asked for. `undefined` for other fields, a mix of AND and OR, or more than ten clauses.
 */
export const fieldClauses: QueryLanguage = (text, { names }) => {
  const parsed = parseClauses(text)
  if (!parsed || parsed.clauses.length > MOST_CLAUSES) return undefined
  const tests: Test[] = []
  for (const clause of parsed.clauses) {
    const member = Object.hasOwn(names, clause.field) ? String(names[clause.field]) : undefined
    const test = member === undefined ? undefined : testOf(clause, member.split('.'))
    if (!test) return undefined
    tests.push(test)
  }
  if (parsed.any) return { matches: (record) => tests.some((test) => test(record)) }
  return { matches: (record) => tests.every((test) => test(record)) }
}

type Test = (record: JsonObject) => boolean

function testOf(clause: Clause, member: readonly string[]): Test | undefined {
  const compare = comparisonOf(clause)
  if (!compare) return undefined
  const path = clause.key === undefined ? member : [...member, clause.key]
  const holds = (record: JsonObject) => compare(valuesAt(record, path).filter((value) => value !== null))
  return clause.negated ? (record) => !holds(record) : holds
}

type Comparison = (found: readonly Json[]) => boolean

function comparisonOf({ operator, value }: Clause): Comparison | undefined {
  if (value === null) return operator === ':' ? (found) => found.length === 0 : undefined
  if (operator === ':') return (found) => found.some((one) => written(one) === value.toLowerCase())
  if (operator === '~') {
    if (value.length < SHORTEST) return undefined
    return (found) => found.some((one) => written(one).includes(value.toLowerCase()))
  }
  const bound = Number(value)
  if (value === '' || Number.isNaN(bound)) return undefined
  return (found) => found.some((one) => typeof one === 'number' && SIGNS[operator](one - bound))
}

const SIGNS: Readonly<Record<Exclude<Clause['operator'], ':' | '~'>, (sign: number) => boolean>> = {
  '=': (sign) => sign === 0,
  '>': (sign) => sign > 0,
  '<': (sign) => sign < 0,
  '>=': (sign) => sign >= 0,
  '<=': (sign) => sign <= 0,
}

/** Texts are compared whole and in any case. */
function written(value: Json): string {
  return String(value).toLowerCase()
}
