import type { JsonObject } from '../json.ts'
import { type Conjuncts, conjunctsOf } from './alternatives.ts'
import { type Library, patternOf } from './library.ts'
import { isSchema, type Schema, schemasByName, textsIn } from './schema.ts'

export interface Member {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

export interface ObjectPlan {
  readonly members: readonly Member[]
  /** How many of them are required. */
  readonly required: number
  /** Sources of `patternProperties`. */
  readonly namePatterns: readonly string[]
  /** The schema says what further members look like; else they are allowed, but nobody expects one. */
  readonly map: boolean
  /** The schema of a member of that name, or `false` where there may be none. */
  schemaOf(name: string): Schema
}

/** The members of an object that has to meet all of these schemas. */
export function objectPlanOf(library: Library, conjuncts: Conjuncts): ObjectPlan {
  const rules = conjuncts.map((schema) => ruleOf(library, schema))
  const required = new Set(conjuncts.flatMap((schema) => textsIn(schema.required)))
  const names = new Set([...rules.flatMap((rule) => [...rule.properties.keys()]), ...required])
  const schemaOf = (name: string) => join(rules.flatMap((rule) => schemasFor(rule, name)))
  const members = [...names]
    .map((name) => ({ name, schema: schemaOf(name), required: required.has(name) }))
    .filter((member) => isAnswered(library, member))
  return {
    members,
    required: members.filter((member) => member.required).length,
    namePatterns: rules.flatMap((rule) => rule.patterns.map(({ source }) => source)),
    map: rules.some((rule) => typeof rule.additional === 'object'),
    schemaOf,
  }
}

/**
 * OpenAPI 3.0.3, "Schema Object": a `writeOnly` member is no part of an answer, required or not. Ajv takes an
 * optional `__proto__` for an undescribed one, so there is none.
 */
function isAnswered({ schemas }: Library, { name, schema, required }: Member): boolean {
  if (name === '__proto__' && !required) return false
  return !conjunctsOf(schemas, schema).some((part) => part.writeOnly === true)
}

interface Rule {
  readonly properties: ReadonlyMap<string, Schema>
  readonly patterns: readonly {
    readonly source: string
    readonly test: RegExp | null
    readonly schema: Schema
  }[]
  readonly additional: Schema | undefined
}

function ruleOf(library: Library, schema: JsonObject): Rule {
  return {
    properties: new Map(schemasByName(schema.properties)),
    patterns: schemasByName(schema.patternProperties).map(([source, part]) => ({
      source,
      test: patternOf(library, source),
      schema: part,
    })),
    additional: isSchema(schema.additionalProperties) ? schema.additionalProperties : undefined,
  }
}

function schemasFor({ properties, patterns, additional }: Rule, name: string): readonly Schema[] {
  const own = properties.get(name)
  const matching = patterns.filter(({ test }) => test?.test(name)).map(({ schema }) => schema)
  if (own !== undefined) return [own, ...matching]
  if (matching.length > 0) return matching
  return additional === undefined ? [] : [additional]
}

/** One schema for several. A single one stays the same object, because what is known about it is kept by object. */
export function join(schemas: readonly Schema[]): Schema {
  const [first, ...others] = [...new Set(schemas.filter((schema) => schema !== true))]
  if (first === undefined) return true
  if (others.length === 0) return first
  return schemas.includes(false) ? false : { allOf: [first, ...others] }
}
