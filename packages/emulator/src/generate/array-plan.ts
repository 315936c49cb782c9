import type { JsonObject } from '../json.ts'
import type { Conjuncts } from './alternatives.ts'
import { join } from './object-plan.ts'
import { isSchema, type Schema, schemasIn } from './schema.ts'

export interface ArrayPlan {
  readonly prefix: readonly Schema[]
  /** Of the items behind the prefix. */
  readonly rest: Schema
}

/** The items of an array that has to meet all of these schemas. */
export function arrayPlanOf(conjuncts: Conjuncts): ArrayPlan {
  const longest = Math.max(0, ...conjuncts.map((schema) => prefixOf(schema).length))
  const prefix = Array.from({ length: longest }, (_, index) =>
    join(conjuncts.map((schema) => prefixOf(schema)[index] ?? restOf(schema))),
  )
  return { prefix, rest: join(conjuncts.map(restOf)) }
}

function prefixOf(schema: JsonObject): readonly Schema[] {
  return schemasIn(schema.prefixItems)
}

function restOf(schema: JsonObject): Schema {
  return isSchema(schema.items) ? schema.items : true
}
