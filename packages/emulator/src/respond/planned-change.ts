import { type Condition, prepareCondition } from '../behaviour/condition.ts'
import type { Filled } from '../behaviour/filled.ts'
import type { OperationBehaviour } from '../behaviour/operation-behaviour.ts'
import { optional, prepare } from '../behaviour/template.ts'
import type { Json, JsonObject } from '../json.ts'

/** What else changes when an operation has done its work. */
export interface PlannedChange {
  readonly resource: string
  readonly when: Condition
  readonly scope: readonly Filled[]
  readonly key: Filled | undefined
  readonly set: Filled | undefined
  readonly creates: boolean
  readonly deletes: boolean
  /** It keeps the bytes of the operation's record. */
  readonly content: boolean
  /** A list: one change for each item of it. */
  readonly each: Filled | undefined
  /** A record that it creates begins as a new one of its resource does. */
  readonly blank: boolean
}

export function planChange(change: NonNullable<OperationBehaviour['also']>[number]): PlannedChange {
  return {
    resource: change.resource,
    when: prepareCondition((change.when ?? {}) as JsonObject, prepare),
    scope: (change.scope ?? []).map((part) => prepare(part as Json)),
    key: optional(change.key),
    set: optional(change.set),
    creates: change.create ?? false,
    deletes: change.delete ?? false,
    content: change.content ?? false,
    each: optional(change.each),
    blank: change.blank ?? false,
  }
}
