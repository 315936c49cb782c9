import type { Variables } from '../behaviour/filled.ts'
import { asObject, type Json } from '../json.ts'
import { operate, withNamed } from '../respond/operate.ts'
import type { OperationPlan } from '../respond/operation-plan.ts'
import { fillScope } from '../respond/place.ts'
import { type Call, isTrouble } from '../respond/world.ts'
import type { Stored } from '../state/store.ts'
import { findByName } from './find-record.ts'
import type { Asked } from './graph.ts'
import { namedByKey } from './input-links.ts'
import type { Played } from './listed.ts'
import { operationOf } from './operation-of.ts'

/** There is no such record, and that is no error. */
export const MISSING: Variables = {}
const READING = new Set(['get', 'answer', 'delete'])

/** Does the operation of a field. Gives its variables afterwards; throws the vendor's error where it is refused. */
export function perform(asked: Asked, played: Played, variables: Variables): Variables {
  const { world, errors } = asked.graph
  const { behaviour } = played.plan
  const called = callOf(asked, played, variables)
  const call = withNamed(world, called.operation, called.call)
  const done = operate(world, called.operation, call)
  if (!isTrouble(done)) return { ...call.variables, ...done.variables }
  if (done.problem === 'not_found' && behaviour.missing === 'null') return MISSING
  const type = typeOf(asked, behaviour.resource)
  throw errors.error(done.problem, { ...call.variables, ...done.variables, type, name: called.name })
}

interface Called {
  readonly operation: OperationPlan
  readonly call: Call
  /** What the client called the record. */
  readonly name: Json
}

function callOf(asked: Asked, played: Played, variables: Variables): Called {
  const { plan, parent, field } = played
  const { templates } = asked.graph.world
  const named = plan.key?.(variables, templates) ?? null
  const name = named === null ? undefined : String(named)
  const found = name === undefined ? undefined : recordNamed(asked, played, { name, variables })
  const operation = found && !plan.behaviour.scope ? inScope(plan.operation, found.scope) : plan.operation
  const given = READING.has(operation.does) ? {} : asObject(plan.input(variables, templates))
  const body = namedByKey(asked.graph, plan.behaviour.resource, given)
  const request = { path: {}, query: {}, body, contents: [], violations: [] }
  return {
    operation,
    name: named,
    call: {
      request: { ...request, operation: operationOf(parent, field.name) },
      variables: { ...variables, key: found?.key ?? name, body },
      url: '',
      lie: asked.lie,
    },
  }
}

/** The record that goes by a name, which may be another than its key. */
function recordNamed(
  { graph }: Asked,
  { plan }: Played,
  { name, variables }: { name: string; variables: Variables },
): Stored | undefined {
  const scope = fillScope(plan.operation.scope, variables, graph.world)
  const type = typeOf({ graph }, plan.behaviour.resource)
  return type === undefined ? undefined : findByName(graph, type, { name, scope })
}

/** The operation where the record is, for a name that holds everywhere. */
function inScope(operation: OperationPlan, scope: readonly string[]): OperationPlan {
  return { ...operation, scope: scope.map((part) => () => part) }
}

/** The type that shows a resource. */
function typeOf({ graph }: Pick<Asked, 'graph'>, resource: string | undefined): string | undefined {
  return Object.entries(graph.behaviour.types ?? {}).find(([, shown]) => shown.resource === resource)?.[0]
}
