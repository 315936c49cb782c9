import type { Json, JsonObject } from '../json.ts'
import { resolveReference, type Schema, schemasIn } from './schema.ts'

/** Schemas that hold together: each without `$ref` and `allOf`, which have been followed. */
export type Conjuncts = readonly JsonObject[]

/** A schema with many combinations has more alternatives than anybody reads. */
const MOST_ALTERNATIVES = 64
const MOST_STEPS = 512

const NEVER: JsonObject = { enum: [] }

/** The schema itself and all that it adds by `$ref` and `allOf`. A circle of references adds nothing twice. */
export function conjunctsOf(schemas: JsonObject, schema: Schema): Conjuncts {
  const found = new Set<JsonObject>()
  collect(schemas, schema, found)
  return [...found]
}

function collect(schemas: JsonObject, schema: Schema, found: Set<JsonObject>): void {
  if (schema === true) return
  if (schema === false) {
    found.add(NEVER)
    return
  }
  if (found.has(schema)) return
  found.add(schema)
  if (typeof schema.$ref === 'string') collect(schemas, resolveReference(schemas, schema.$ref), found)
  for (const part of schemasIn(schema.allOf)) collect(schemas, part, found)
}

interface Search {
  readonly schemas: JsonObject
  readonly found: Conjuncts[]
  steps: number
}

/**
 * The ways to meet a schema: for each `anyOf`, `oneOf` and `if` one branch is taken. In the order in which the
 * branches are written, at most 64.
 */
export function alternativesOf(schemas: JsonObject, schema: Schema): readonly Conjuncts[] {
  const search: Search = { schemas, found: [], steps: 0 }
  const conjuncts = conjunctsOf(schemas, schema)
  expand(search, conjuncts, conjuncts.flatMap(choicesIn))
  return search.found
}

type Choice = readonly Schema[]

function expand(search: Search, conjuncts: Conjuncts, choices: readonly Choice[]): void {
  search.steps += 1
  if (search.steps > MOST_STEPS || search.found.length >= MOST_ALTERNATIVES) return
  const [choice, ...rest] = choices
  if (!choice) {
    search.found.push(conjuncts)
    return
  }
  for (const branch of choice) {
    const added = conjunctsOf(search.schemas, branch).filter((part) => !conjuncts.includes(part))
    expand(search, [...conjuncts, ...added], [...rest, ...added.flatMap(choicesIn)])
  }
}

function choicesIn(schema: JsonObject): readonly Choice[] {
  const choices: Choice[] = []
  if (Array.isArray(schema.anyOf)) choices.push(schemasIn(schema.anyOf))
  if (Array.isArray(schema.oneOf)) choices.push(schemasIn(schema.oneOf))
  if (schema.if !== undefined) choices.push(conditionIn(schema, schema.if))
  return choices
}

/** JSON Schema 2020-12, core, section 10.2.2: `if` chooses which of the other two holds. */
function conditionIn(schema: JsonObject, condition: Json): Choice {
  return [{ allOf: [condition, schema.then ?? true] }, { allOf: [{ not: condition }, schema.else ?? true] }]
}
