import { valuesAt } from '../behaviour/value-at.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { instantOf } from './instant.ts'
import { hasPrefixes, hasTokens } from './token-matching.ts'

/** What a name of the language stands for; data of the behaviour. */
export interface TermField {
  /** Paths of members; `contains` looks into all of them. */
  readonly members: readonly (readonly string[])[]
  /** `=`, `contains`, `in`, `has` ... */
  readonly operators: ReadonlySet<string>
  /** `text` by default. A name that is `there` says whether the member has a value. */
  readonly as: 'text' | 'time' | 'boolean' | 'there'
  /** Whether `contains` compares whole words or their beginnings. */
  readonly words: 'prefix' | 'whole'
  /** Values that stand for others: `root`. */
  readonly values: JsonObject
}

export type TermTest = (record: JsonObject) => boolean

const KINDS = ['text', 'time', 'boolean', 'there'] as const

/** Reads a field: the path of a member, or `{ member, operators, as, words, values }`. */
export function readTermField(field: unknown): TermField {
  const settings = isObject(field) ? field : { member: String(field) }
  const { member = '', operators = ['=', '!='], as, words, values } = settings
  return {
    members: [member].flat().map((path) => String(path).split('.')),
    operators: new Set([operators].flat().map(String)),
    as: KINDS.find((kind) => kind === as) ?? 'text',
    words: words === 'whole' ? 'whole' : 'prefix',
    values: isObject(values) ? values : {},
  }
}

/** The test of `name operator value`; `undefined` where the field has no such operator or value. */
export function termTest(field: TermField, operator: string, value: string | boolean): TermTest | undefined {
  if (!field.operators.has(operator)) return undefined
  if ((field.as === 'boolean' || field.as === 'there') !== (typeof value === 'boolean')) return undefined
  if (field.as === 'time') return timeTest(field, operator, String(value))
  if (operator === 'contains') return containsTest(field, String(value))
  const wanted = typeof value === 'string' && Object.hasOwn(field.values, value) ? field.values[value] : value
  const equals = (record: JsonObject) => foundIn(field, record).some((found) => found === wanted)
  return operator === '!=' ? (record) => !equals(record) : equals
}

function foundIn({ members, as }: TermField, record: JsonObject): readonly Json[] {
  const found = members.flatMap((member) => valuesAt(record, member)).flat() as readonly Json[]
  if (as === 'there') return [found.some((value) => value !== null && value !== '')]
  // A member that a record leaves out is false.
  return as === 'boolean' && found.length === 0 ? [false] : found
}

function containsTest(field: TermField, wanted: string): TermTest {
  const matches = field.words === 'whole' ? hasTokens : hasPrefixes
  return (record) =>
    matches(
      foundIn(field, record)
        .filter((value) => typeof value === 'string')
        .map(String),
      wanted,
    )
}

const COMPARISONS = new Map<string, (difference: number) => boolean>([
  ['=', (difference) => difference === 0],
  ['!=', (difference) => difference !== 0],
  ['<', (difference) => difference < 0],
  ['<=', (difference) => difference <= 0],
  ['>', (difference) => difference > 0],
  ['>=', (difference) => difference >= 0],
])

function timeTest(field: TermField, operator: string, value: string): TermTest | undefined {
  const [compare, wanted] = [COMPARISONS.get(operator), instantOf(value)]
  if (!compare || wanted === undefined) return undefined
  return (record) =>
    foundIn(field, record).some((found) => {
      const instant = instantOf(String(found))
      return instant !== undefined && compare(instant - wanted)
    })
}

/** The test of `name has { key='a' and value='b' }`. */
export function pairTest(
  field: TermField,
  pair: { readonly key: string; readonly value: string },
): TermTest | undefined {
  if (!field.operators.has('has')) return undefined
  return (record) =>
    field.members.some((member) => valuesAt(record, [...member, pair.key]).includes(pair.value))
}
