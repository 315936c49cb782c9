import { type Condition, prepareCondition } from '../behaviour/condition.ts'
import type { Filled } from '../behaviour/filled.ts'
import { type NamedTemplate, namedTemplates } from '../behaviour/named-templates.ts'
import type { OperationBehaviour } from '../behaviour/operation-behaviour.ts'
import { optional, prepare } from '../behaviour/template.ts'
import type { Operation } from '../description/operation.ts'
import type { Json, JsonObject } from '../json.ts'
import { type PlannedUpload, planUpload } from '../media/upload-plan.ts'
import { type PlannedChange, planChange } from './planned-change.ts'

export type Does = OperationBehaviour['does']

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
  /** Of a case those of its own, over those of its operation. */
  readonly let: readonly NamedTemplate[]
  readonly set: Filled | undefined
  /** The list itself, where it is part of a record. */
  readonly from: Filled | undefined
  readonly sort: { readonly by: Filled; readonly direction: Filled } | undefined
  /** `undefined` for the record or the records as they are. */
  readonly answer: Filled | undefined
  readonly headers: readonly NamedTemplate[]
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
  const place = placeOf(operation.path, behaviour)
  return {
    behaviour,
    does: behaviour.does,
    resource,
    ...place,
    refuse: (behaviour.refuse ?? []).map(planRefusal),
    let: namedTemplates(behaviour.let),
    set: optional(behaviour.set),
    from: optional(behaviour.from),
    sort: behaviour.sort && {
      by: prepare(behaviour.sort.by as Json),
      direction: prepare((behaviour.sort.direction ?? 'asc') as Json),
    },
    answer: optional(behaviour.answer),
    headers: namedTemplates(behaviour.headers),
    content: optional(behaviour.content),
    upload: behaviour.upload && planUpload(behaviour.upload),
    file: condition(behaviour.file),
    copyOf: optional(behaviour.copyOf),
    only: condition(behaviour.only),
    also: (behaviour.also ?? []).map(planChange),
    cases: casesOf(operation, behaviour, resource),
  }
}

/** The variables of the operation are named already when a case is met: it has those of its own alone. */
function casesOf(
  operation: Pick<Operation, 'path'>,
  { cases = [], let: _, ...plain }: OperationBehaviour,
  resource: string | undefined,
): OperationPlan['cases'] {
  return cases.map(({ when, ...rest }) => ({
    when: prepareCondition(when as JsonObject, prepare),
    plan: planOperation(operation, { ...plain, ...rest } as OperationBehaviour, resource),
  }))
}

function planRefusal({ when, problem, variables = {} }: NonNullable<OperationBehaviour['refuse']>[number]) {
  return {
    when: prepareCondition(when as JsonObject, prepare),
    problem,
    variables: prepare(variables as Json),
  }
}

function condition(when: unknown): Condition | undefined {
  return when === undefined ? undefined : prepareCondition(when as JsonObject, prepare)
}

/** The problems that an operation tells by itself. */
export function problemsOf(plan: OperationPlan): readonly string[] {
  return [...plan.refuse.map(({ problem }) => problem), ...plan.cases.flatMap((one) => problemsOf(one.plan))]
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
