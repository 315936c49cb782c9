import type { Operation } from './description.ts'

export interface Match {
  readonly operation: Operation
  /** Values of the path's variables, decoded. */
  readonly params: Readonly<Record<string, string>>
}

export type Router = (method: string, path: string) => Match | undefined

interface Route {
  readonly operation: Operation
  readonly segments: readonly string[]
}

/** Finds the operation that a request names. Of two that fit, the one with fewer variables wins. */
export function createRouter(operations: Iterable<Operation>): Router {
  const routes = new Map<string, Route[]>()
  for (const operation of operations) {
    const segments = operation.path.split('/')
    const shape = `${operation.method} ${segments.length}`
    routes.set(shape, [...(routes.get(shape) ?? []), { operation, segments }].sort(byVariables))
  }
  return (method, path) => {
    const segments = path.split('/')
    for (const route of routes.get(`${method} ${segments.length}`) ?? []) {
      const params = matchSegments(route.segments, segments)
      if (params) return { operation: route.operation, params }
    }
    return undefined
  }
}

function byVariables(left: Route, right: Route): number {
  return left.segments.filter(isVariable).length - right.segments.filter(isVariable).length
}

function matchSegments(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, expected] of template.entries()) {
    const actual = segments[index] ?? ''
    if (!isVariable(expected)) {
      if (expected !== actual) return undefined
      continue
    }
    const value = decode(actual)
    if (!value) return undefined
    params[expected.slice(1, -1)] = value
  }
  return params
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}')
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
