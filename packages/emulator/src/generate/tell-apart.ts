import type { Json, JsonObject } from '../json.ts'
import { type Conjuncts, conjunctsOf } from './alternatives.ts'
import { fits } from './fits.ts'
import type { Library } from './library.ts'
import { schemasByName, schemasIn } from './schema.ts'

const MOST_NAMES = 200
const ODD: readonly Json[] = [null, '', 0, false]

/**
 * An object that fits two branches of a `oneOf` fits none of it. Where branches leave each other's members open,
 * a member that only one of them describes, with a value that it does not allow, tells them apart:
 * `null` most of the time. `undefined` where that does not help either.
 */
export function tellApart(library: Library, schema: JsonObject, value: JsonObject): JsonObject | undefined {
  const branches = conjunctsOf(library.schemas, schema)
    .flatMap((part) => schemasIn(part.oneOf))
    .flatMap((branch) => conjunctsOf(library.schemas, branch))
  for (const name of memberNames(branches)) {
    if (Object.hasOwn(value, name)) continue
    for (const odd of ODD) {
      const candidate = { ...value, [name]: odd }
      if (fits(library, schema, candidate)) return candidate
    }
  }
  return undefined
}

function memberNames(branches: Conjuncts): readonly string[] {
  const names = branches.flatMap((branch) => schemasByName(branch.properties).map(([name]) => name))
  return [...new Set(names)].filter((name) => name !== '__proto__').slice(0, MOST_NAMES)
}
