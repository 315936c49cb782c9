import { NO_WORLD } from '../behaviour/no-world.ts'
import type { Description, Operation } from '../description/operation.ts'
import { createRouter } from '../receive/router.ts'
import type { OperationPlan } from '../respond/operation-plan.ts'
import type { Resource } from './resource.ts'
import type { FindPlace } from './seeds.ts'

interface Known {
  readonly description: Description
  readonly slashes: readonly string[]
  readonly plans: ReadonlyMap<string, OperationPlan>
  readonly resources: ReadonlyMap<string, Resource>
}

/** Finds the collection that a path lists, or that the record of a path is in, where the path alone says so. */
export function createFindPlace({ description, slashes, plans, resources }: Known): FindPlace {
  const route = createRouter(description.operations.values(), {
    basePath: description.basePath,
    multiSegment: new Set(slashes),
  })
  return (path) => {
    // A collection that no operation lists has no path: it goes by the name of its resource.
    const named = resources.get(path)
    if (named) return { resource: named, does: 'list', scope: [], everywhere: false }
    const template = [...description.operations.values()].find((operation) =>
      isTemplate(description, operation, path),
    )
    const match = template ? { operation: template, params: {} } : route('GET', path)
    if (!match || !('operation' in match)) return undefined
    const plan = plans.get(match.operation.name)
    const resource = resources.get(plan?.resource ?? '')
    if (!plan || !resource) return undefined
    const variables = { path: match.params, query: {}, body: {} }
    const scope = plan.scope.map((part) => String(part(variables, NO_WORLD) ?? ''))
    const key = plan.key?.(variables, NO_WORLD)
    return {
      resource,
      does: plan.does,
      scope,
      everywhere: template !== undefined && scope.length > 0,
      key: key === undefined || key === null ? undefined : String(key),
    }
  }
}

function isTemplate({ basePath }: Description, { method, path }: Operation, given: string): boolean {
  return method === 'GET' && path.includes('{') && (given === path || given === `${basePath}${path}`)
}
