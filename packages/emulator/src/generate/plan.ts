import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Conjuncts } from './alternatives.ts'
import { given, lists, numbers, texts } from './keywords.ts'
import { ANY_KIND, type Kind, kindsOf } from './kind.ts'
import { type NumberLimits, numberLimitsOf } from './number-candidates.ts'
import { sameJson } from './same-json.ts'

/** One way to meet a schema, read out of the schemas that hold together. */
export interface Plan {
  readonly conjuncts: Conjuncts
  /** Most wanted first, `null` last; without repetition. */
  readonly kinds: readonly Kind[]
  /** The only values that are allowed, where the schema lists them. */
  readonly values: readonly Json[] | undefined
  /** What the vendor shows as an example. */
  readonly examples: readonly Json[]
  readonly defaults: readonly Json[]
  readonly formats: readonly string[]
  readonly patterns: readonly string[]
  readonly number: NumberLimits
  readonly length: Range
  readonly size: Range
  readonly members: Range
  readonly unique: boolean
  /** It says more than making a value by it can take care of: the value has to be held against the schema. */
  readonly checked: boolean
}

export interface Range {
  readonly least: number
  readonly most: number
}

export function planOf(conjuncts: Conjuncts): Plan {
  return {
    conjuncts,
    kinds: kindsIn(conjuncts),
    values: valuesIn(conjuncts),
    examples: [...lists(conjuncts, 'examples').flat(), ...given(conjuncts, 'example')],
    defaults: given(conjuncts, 'default'),
    formats: texts(conjuncts, 'format'),
    patterns: texts(conjuncts, 'pattern'),
    number: numberLimitsOf(conjuncts),
    length: rangeOf(conjuncts, 'minLength', 'maxLength'),
    size: rangeOf(conjuncts, 'minItems', 'maxItems'),
    members: rangeOf(conjuncts, 'minProperties', 'maxProperties'),
    unique: conjuncts.some((schema) => schema.uniqueItems === true),
    checked: conjuncts.some((schema) => CHECKED.some((keyword) => schema[keyword] !== undefined)),
  }
}

const CHECKED = ['oneOf', 'not', 'if', 'minProperties', 'maxProperties', 'patternProperties']

function rangeOf(conjuncts: Conjuncts, least: string, most: string): Range {
  return {
    least: Math.ceil(Math.max(0, ...numbers(conjuncts, least))),
    most: Math.floor(Math.min(Number.POSITIVE_INFINITY, ...numbers(conjuncts, most))),
  }
}

function valuesIn(conjuncts: Conjuncts): readonly Json[] | undefined {
  const sets = [...lists(conjuncts, 'enum'), ...given(conjuncts, 'const').map((value) => [value])]
  const [first, ...others] = sets
  return first?.filter((value) => others.every((set) => set.some((other) => sameJson(other, value))))
}

function kindsIn(conjuncts: Conjuncts): readonly Kind[] {
  let kinds = [...new Set([...conjuncts.flatMap(impliedKinds), ...ANY_KIND])]
  const stated = conjuncts.filter((schema) => schema.type !== undefined)
  for (const [index, schema] of stated.entries()) {
    const allowed = kindsOf(schema.type ?? null)
    // The first schema that states types also states their order: what a vendor names first is the usual one.
    const ordered = index === 0 ? [...new Set(allowed.flatMap(widen))] : kinds
    kinds = ordered.filter(
      (kind) => kinds.includes(kind) && allowed.some((other) => widen(other).includes(kind)),
    )
  }
  const denied = conjuncts.flatMap(deniedKinds)
  return kinds
    .filter((kind) => kind !== 'null' && !denied.includes(kind))
    .concat(kinds.includes('null') ? ['null'] : [])
}

/** A number may be whole. */
function widen(kind: Kind): readonly Kind[] {
  return kind === 'number' ? ['number', 'integer'] : [kind]
}

function deniedKinds({ not }: JsonObject): readonly Kind[] {
  if (!isObject(not) || not.type === undefined || Object.keys(not).length > 1) return []
  return kindsOf(not.type).flatMap(widen)
}

const IMPLIED: readonly (readonly [Kind, readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'uniqueItems']],
  ['string', ['pattern', 'minLength', 'maxLength']],
  ['integer', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
]

/** What a schema without `type` is about. */
function impliedKinds(schema: JsonObject): readonly Kind[] {
  return IMPLIED.filter(([, keywords]) => keywords.some((keyword) => schema[keyword] !== undefined)).map(
    ([kind]) => kind,
  )
}
