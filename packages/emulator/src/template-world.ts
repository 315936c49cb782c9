import type { FindWhere, TemplateWorld } from './behaviour/filled.ts'
import { valueAt } from './behaviour/value-at.ts'
import type { Description } from './description/operation.ts'
import { generateValue } from './generate/generate-value.ts'
import { identifier } from './generate/identifiers.ts'
import { seededRandom } from './generate/random.ts'
import type { Json, JsonObject } from './json.ts'
import type { Store } from './state/store.ts'

export interface TemplateWorldOptions {
  readonly seed: string
  readonly description: Description
  /** Milliseconds since 1970. */
  readonly start: number
  /** Records are looked up in it; it is asked for late, since it fills itself with templates. */
  readonly store: () => Store
  /** Of some resources there is a record under every name. */
  readonly discover?: (resource: string, scope: readonly string[], where: FindWhere) => JsonObject | undefined
}

/** What templates can ask for. Identifiers follow from the seed and from how many there were before. */
export function createTemplateWorld({
  seed,
  description,
  start,
  store,
  discover,
}: TemplateWorldOptions): TemplateWorld {
  const random = seededRandom(`${seed}/identifiers`)
  const counters = new Map<string, number>()
  return {
    identifier: (pattern, name) =>
      identifier(pattern, name === undefined ? random : seededRandom(`${seed}/identifiers/${name}`)),
    next(counter, above = 0) {
      const value = Math.max(counters.get(counter) ?? 0, above) + 1
      counters.set(counter, value)
      return value
    },
    highest: (resource, scope, member) =>
      store()
        .list(resource, scope)
        .reduce((most, { record }) => Math.max(most, Number(valueAt(record, member.split('.'))) || 0), 0),
    find: (resource, where) => {
      const { scope, member, value } = where
      // Most look for a name that the record is kept under: no need to go through all of them.
      const kept = typeof value === 'string' ? store().find(resource, scope, value)?.record : undefined
      if (kept && valueAt(kept, member.split('.')) === value) return kept
      const found = store()
        .list(resource, scope)
        .find(({ record }) => valueAt(record, member.split('.')) === value)?.record
      return found ?? discover?.(resource, scope, where)
    },
    records: (resource, scope) =>
      store()
        .list(resource, scope)
        .map(({ record }) => record),
    generate: (schema, name) => generate(schemaNamed(description, schema), name),
  }

  function generate(schema: JsonObject, name: string): Json {
    return generateValue(schema, `${seed}/${name}`, {
      schemas: description.schemas,
      now: start,
      mode: 'full',
    })
  }
}

function schemaNamed({ schemas }: Description, name: string): JsonObject {
  if (!Object.hasOwn(schemas, name)) throw new TypeError(`The description has no schema "${name}".`)
  return { $ref: `#/components/schemas/${name}` }
}
