import type { Variables } from '../behaviour/filled.ts'
import { asObject } from '../json.ts'
import { applyChanges, changed } from './apply-changes.ts'
import { listRecords } from './list-records.ts'
import type { Does, OperationPlan } from './operation-plan.ts'
import { fillScope, findStored } from './place.ts'
import type { Call, Done, Trouble, World } from './world.ts'
import { createRecord, deleteRecord, getRecord, notFound, putRecord, updateRecord } from './write-records.ts'

type Operate = (world: World, plan: OperationPlan, call: Call) => Done | Trouble

/** What the words of a behaviour mean. */
const OPERATIONS: { readonly [Verb in Does]: Operate } = {
  list: listRecords,
  get: getRecord,
  create: createRecord,
  upload: createRecord,
  update: updateRecord,
  replace: updateRecord,
  put: putRecord,
  delete: deleteRecord,
  download: getRecord,
  answer: (world, plan, { variables }) => ({ variables: { scope: fillScope(plan.scope, variables, world) } }),
}

/** The case of a plan that a request meets. */
export function planFor(world: World, plan: OperationPlan, call: Call): OperationPlan {
  return plan.cases.find(({ when }) => when(call.variables, world.templates))?.plan ?? plan
}

/** Does what the request asks for, unless something speaks against it. */
export function operate(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const refused = lostOf(world, plan, call) ?? refusalOf(world, plan, call)
  if (refused) return refused
  const done = OPERATIONS[plan.does](world, plan, call)
  if ('problem' in done) return done
  const variables = { ...call.variables, ...done.variables }
  if (plan.also.length === 0) return { ...done, variables }
  for (const change of plan.also) applyChanges(world, change, variables)
  return { ...done, variables: { ...variables, ...changed(world, plan, variables) } }
}

/** Nothing is in a collection whose owner is not there. */
function lostOf(world: World, plan: OperationPlan, { variables }: Call): Trouble | undefined {
  const within = world.resources.get(plan.resource ?? '')?.within
  const owner = world.resources.get(within?.resource ?? '')
  if (!within || !owner) return undefined
  const key = within.key(variables, world.templates)
  // An operation over several of these collections names no owner.
  if (key === undefined || key === null) return undefined
  const place = {
    resource: owner.name,
    scope: fillScope(within.scope, variables, world),
    key: String(key),
  }
  return findStored(world, place) ? undefined : notFound(owner, place)
}

/** Conditions may speak of the record as it is before: `before.state`. */
function refusalOf(world: World, plan: OperationPlan, call: Call): Trouble | undefined {
  if (plan.refuse.length === 0) return undefined
  const scope = fillScope(plan.scope, call.variables, world)
  const key = plan.key?.(call.variables, world.templates)
  const stored =
    plan.resource && key != null
      ? findStored(world, { resource: plan.resource, scope, key: String(key) })
      : undefined
  const variables: Variables = {
    ...call.variables,
    scope,
    key,
    ...(stored && { before: stored.record, record: stored.record }),
  }
  const found = plan.refuse.find(({ when }) => when(variables, world.templates))
  return (
    found && {
      problem: found.problem,
      variables: { ...variables, ...asObject(found.variables(variables, world.templates)) },
    }
  )
}

/** The variables of a call with those that its operation names. */
export function withNamed(world: World, plan: OperationPlan, call: Call): Call {
  if (plan.let.length === 0) return call
  const variables = { ...call.variables }
  for (const [name, value] of plan.let) variables[name] = value(variables, world.templates)
  return { ...call, variables }
}
