import type { JsonObject } from '../json.ts'
import type { Stored } from '../state/store.ts'

/** An object of an answer: a record of a resource, or a part of one. */
export class Entity {
  /** Name of its object type. */
  readonly type: string
  readonly stored: Stored
  /** The resource that it is a record of. */
  readonly resource: string | undefined
  /** What values that nobody gave follow from. */
  readonly seed: string

  constructor(type: string, stored: Stored, resource?: string) {
    this.type = type
    this.stored = stored
    this.resource = resource
    this.seed = [type, ...stored.scope, stored.key].join('/')
  }

  get record(): JsonObject {
    return this.stored.record
  }
}

/** An object that is no record: a payload, a setting within a record. */
export function partOf(type: string, record: JsonObject, seed: string): Entity {
  return new Entity(type, { record, scope: [], key: seed })
}
