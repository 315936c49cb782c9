import { type Condition, prepareCondition } from '../behaviour/condition.ts'
import type { Filled } from '../behaviour/filled.ts'
import type { OperationBehaviour } from '../behaviour/operation-behaviour.ts'
import { prepare } from '../behaviour/template.ts'
import type { Operation } from '../description/operation.ts'
import type { Json, JsonObject } from '../json.ts'
import { type PlannedUpload, planUpload } from '../media/upload-plan.ts'

export type Does = OperationBehaviour['does']

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

/** An operation with its templates ready. */
export interface OperationPlan {
  readonly behaviour: OperationBehaviour
  readonly does: Does
  /** `undefined` for an operation that belongs to none. */
  readonly resource: string | undefined
  readonly scope: readonly Filled[]
  readonly key: Filled | undefined
  readonly refuse: readonly {
    readonly when: Condition
    readonly problem: string
    readonly variables: Filled
  }[]
  readonly let: readonly (readonly [string, Filled])[]
  readonly set: Filled | undefined
  /** The list itself, where it is part of a record. */
  readonly from: Filled | undefined
  readonly sort: { readonly by: Filled; readonly direction: Filled } | undefined
  /** `undefined` for the record or the records as they are. */
  readonly answer: Filled | undefined
  readonly headers: readonly (readonly [string, Filled])[]
  readonly content: Filled | undefined
  readonly upload: PlannedUpload | undefined
  /** Whether the body is a file. */
  readonly file: Condition | undefined
  /** The record that a new one begins as. */
  readonly copyOf: Filled | undefined
  /** Whether a record is listed. */
  readonly only: Condition | undefined
  readonly also: readonly PlannedChange[]
  readonly cases: readonly { readonly when: Condition; readonly plan: OperationPlan }[]
}

/** Throws a `TypeError` for a template that cannot be read. */
export function planOperation(
  operation: Pick<Operation, 'path'>,
  behaviour: OperationBehaviour,
  resource: string | undefined,
): OperationPlan {
  const { cases = [], ...plain } = behaviour
  const place = placeOf(operation.path, behaviour)
  return {
    behaviour,
    does: behaviour.does,
    resource,
    ...place,
    refuse: (behaviour.refuse ?? []).map(({ when, problem, variables = {} }) => ({
      when: prepareCondition(when as JsonObject, prepare),
      problem,
      variables: prepare(variables as Json),
    })),
    let: Object.entries(behaviour.let ?? {}).map(([name, value]) => [name, prepare(value as Json)] as const),
    set: optional(behaviour.set),
    from: optional(behaviour.from),
    sort: behaviour.sort && {
      by: prepare(behaviour.sort.by as Json),
      direction: prepare((behaviour.sort.direction ?? 'asc') as Json),
    },
    answer: optional(behaviour.answer),
    headers: Object.entries(behaviour.headers ?? {}).map(([name, value]) => [name, prepare(value)] as const),
    content: optional(behaviour.content),
    upload: behaviour.upload && planUpload(behaviour.upload),
    file: behaviour.file && prepareCondition(behaviour.file as JsonObject, prepare),
    copyOf: optional(behaviour.copyOf),
    only: behaviour.only && prepareCondition(behaviour.only as JsonObject, prepare),
    also: (behaviour.also ?? []).map(planChange),
    cases: cases.map(({ when, ...rest }) => ({
      when: prepareCondition(when as JsonObject, prepare),
      plan: planOperation(operation, { ...plain, ...rest } as OperationBehaviour, resource),
    })),
  }
}

/** The problems that an operation tells by itself. */
export function problemsOf(plan: OperationPlan): readonly string[] {
  return [...plan.refuse.map(({ problem }) => problem), ...plan.cases.flatMap((one) => problemsOf(one.plan))]
}

function planChange(change: NonNullable<OperationBehaviour['also']>[number]): PlannedChange {
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

function optional(template: unknown): Filled | undefined {
  return template === undefined ? undefined : prepare(template as Json)
}

/** Lists and creations are in the collection that the path names; the others name a record with its last variable. */
function placeOf(path: string, { does, scope, key, from }: OperationBehaviour) {
  // A list that is part of a record is in no collection.
  if (from !== undefined) return { scope: [], key: undefined }
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => variable(name))
  const collective = does === 'list' || does === 'create' || does === 'answer' || key !== undefined
  return {
    scope: scope ? scope.map((part) => prepare(part as Json)) : collective ? names : names.slice(0, -1),
    key: key !== undefined ? prepare(key as Json) : collective ? undefined : names.at(-1),
  }
}

/** Not as an expression: names of path variables are the vendor's. */
function variable(name: string): Filled {
  return ({ path }) => (path as JsonObject)[name]
}
