import { seededRandom } from '../generate/random.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Resource } from './resource.ts'

/** What names a record stays a number where the vendor's is one. */
export function typed(key: string | undefined, like: Json | undefined): Json | undefined {
  if (key === undefined) return undefined
  return typeof like === 'number' && Number.isSafeInteger(Number(key)) ? Number(key) : key
}

/** Several records from one example differ in their key. */
export function distinctKey(
  resource: Resource,
  record: JsonObject,
  { index, scope }: { readonly index: number; readonly scope: readonly string[] },
): Json {
  const key = record[resource.behaviour.key]
  if (resource.behaviour.first !== undefined) return resource.behaviour.first + index
  if (resource.behaviour.apart) return numberOf([resource.name, ...scope, index])
  if (resource.examples.length > 0 ? index < resource.examples.length : key !== undefined)
    return key ?? index + 1
  return typeof key === 'number' ? key + index : `${key ?? resource.name}-${index + 1}`
}

interface Identity {
  readonly base: JsonObject
  readonly renamed: JsonObject
  readonly scope: readonly string[]
  readonly named: Json
}

const FIRST_ID = 1_000_000
const IDS = 2 ** 31 - FIRST_ID

function numberOf(name: readonly Json[]): number {
  return FIRST_ID + Math.floor(seededRandom(name.join('/'))() * IDS)
}

/** A record that is not the example itself has another number, which follows from its name. */
export function otherId(
  { name, behaviour, examples }: Resource,
  { base, renamed, scope, named }: Identity,
): JsonObject {
  if (behaviour.key === 'id' || typeof renamed.id !== 'number' || examples.length === 0) return {}
  if (renamed === base && base[behaviour.key] === named) return {}
  return { id: numberOf([name, ...scope, named]) }
}
