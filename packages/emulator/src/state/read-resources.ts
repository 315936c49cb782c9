import type { Behaviour } from '../behaviour/behaviour.ts'
import { type OperationBehaviour, VERBS } from '../behaviour/operation-behaviour.ts'
import { operationNames } from '../behaviour/operation-names.ts'
import type { Description } from '../description/operation.ts'
import { type OperationPlan, planOperation } from '../respond/operation-plan.ts'
import { type Resource, readResource } from './resource.ts'

export interface Plans {
  readonly resources: ReadonlyMap<string, Resource>
  /** By operation. */
  readonly plans: ReadonlyMap<string, OperationPlan>
  /** By resource. A shorter scope speaks of several collections at once, and none is there for it. */
  readonly depths: ReadonlyMap<string, number>
}

/**
 * Reads what the behaviour says of resources and operations.
 * Throws a `TypeError` for an operation that the description does not have, or that two of them claim.
 */
export function readResources(behaviour: Behaviour, description: Description): Plans {
  const resources = new Map(
    Object.entries(behaviour.resources ?? {}).map(
      ([name, resource]) => [name, readResource(name, resource, description)] as const,
    ),
  )
  const plans = new Map<string, OperationPlan>()
  const add = (names: string, what: string | OperationBehaviour, resource: string | undefined) => {
    for (const name of operationNames(names)) {
      const operation = description.operations.get(name)
      if (!operation) throw new TypeError(`The description has no operation "${name}".`)
      if (plans.has(name)) throw new TypeError(`The behaviour has two words for "${name}".`)
      const said = normalized(what)
      checkWords(name, { resource, said, behaviour })
      plans.set(name, planOperation(operation, within(resource, behaviour, said), resource))
    }
  }
  for (const {
    name,
    behaviour: { operations = {} },
  } of resources.values()) {
    for (const [operation, what] of Object.entries(operations)) add(operation, what, name)
  }
  for (const [operation, what] of Object.entries(behaviour.operations ?? {})) add(operation, what, undefined)
  return { resources, plans, depths: depthsOf(plans) }
}

interface Words {
  readonly resource: string | undefined
  readonly said: OperationBehaviour
  readonly behaviour: Behaviour
}

/** Throws a `TypeError` for words that would only fail, or mean nothing, when a request comes. */
function checkWords(name: string, { resource, said, behaviour: { paging = {} } }: Words): void {
  for (const { page, does = said.does } of [said, ...(said.cases ?? [])]) {
    if (page !== undefined && page !== 'default' && !Object.hasOwn(paging, page))
      throw new TypeError(`"${name}": there is no paging "${page}".`)
    if (resource === undefined && does !== 'answer' && does !== 'list')
      throw new TypeError(`"${name}" belongs to no resource: it cannot ${does} anything.`)
  }
}

/** How many texts name a collection of a resource: the most that any of its operations gives. */
function depthsOf(plans: Plans['plans']): Plans['depths'] {
  const depths = new Map<string, number>()
  for (const { resource = '', scope, does } of plans.values())
    if (does !== 'answer') depths.set(resource, Math.max(depths.get(resource) ?? 0, scope.length))
  return depths
}

/** What a resource says of all its operations comes before what they say. */
function within(
  resource: string | undefined,
  { resources = {} }: Behaviour,
  operation: OperationBehaviour,
): OperationBehaviour {
  const { let: named, refuse } = resources[resource ?? ''] ?? {}
  if (!named && !refuse) return operation
  const { cases = [] } = operation
  const joined = (own: OperationBehaviour['refuse']) => [...(refuse ?? []), ...(own ?? [])]
  return {
    ...operation,
    let: { ...named, ...operation.let },
    refuse: joined(operation.refuse),
    cases: cases.map((one) => (one.refuse ? { ...one, refuse: joined(one.refuse) } : one)),
  }
}

function normalized(what: string | OperationBehaviour): OperationBehaviour {
  if (typeof what !== 'string') return what
  const does = VERBS.find((verb) => verb === what)
  if (!does) throw new TypeError(`An operation does one of ${VERBS.join(', ')}, not "${what}".`)
  return { does }
}
