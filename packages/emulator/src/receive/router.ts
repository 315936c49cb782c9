import type { Operation } from '../description/operation.ts'
import { createRouteTree, type RouteNode, type RouteOptions } from './route-tree.ts'
import { type Capture, captureOf, matchMixedSegment, percentDecoded } from './segment.ts'

/** The operation that a request names. */
export interface Match {
  readonly operation: Operation
  /** Values of the path's variables, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** The same as they were sent: in a list, `%2C` is a comma of an item and `,` stands between two. */
  readonly raw: Readonly<Record<string, string>>
}

/**
 * `method` in capitals, `path` without the query. The methods in `allow` are those that the path exists with;
 * `undefined`: there is no such path.
 */
export type Router = (method: string, path: string) => Match | { readonly allow: string[] } | undefined

/** More than any path has; a variable over slashes tries each of them. */
const MOST_SEGMENTS = 256

/**
 * Finds the operation that a method and a path name. Of two that fit, text wins over variables, segment by segment
 * from the left. A variable that is empty or no percent-encoded UTF-8 fits nothing. Paths are matched below
 * `basePath`, or as the operations state them when it is left out.
 *
 * @example
 * ```ts
 * const { operations, basePath } = readDescription({
 *   openapi: '3.1.0',
 *   servers: [{ url: 'https://api.example.com/v1' }],
 *   paths: { '/users/{id}': { get: {} } },
 * })
 * const route = createRouter(operations.values(), { basePath })
 * route('GET', '/v1/users/a%2Cb') // { operation, params: { id: 'a,b' }, raw: { id: 'a%2Cb' } }
 * route('PUT', '/v1/users/5') // { allow: ['GET'] }
 * route('GET', '/v1/user') // undefined
 * ```
 */
export function createRouter(operations: Iterable<Operation>, options: RouteOptions = {}): Router {
  const root = createRouteTree(operations, options)
  return (method, path) => {
    const segments = path.split('/')
    if (segments.length > MOST_SEGMENTS) return undefined
    const walk: Walk = { method, segments, captures: [], allow: new Set() }
    const operation = find(walk, root, 0)
    if (operation) return matchOf(operation, walk.captures)
    return walk.allow.size > 0 ? { allow: [...walk.allow].sort() } : undefined
  }
}

interface Walk {
  readonly method: string
  readonly segments: readonly string[]
  readonly captures: Capture[]
  /** Methods of the templates that fit, while none has the one that is asked for. */
  readonly allow: Set<string>
}

function find(walk: Walk, node: RouteNode, index: number): Operation | undefined {
  const segment = walk.segments[index]
  if (segment === undefined) return finish(walk, node)
  const literal = node.literals.get(segment) ?? decodedLiteral(node, segment)
  const found = literal && find(walk, literal, index + 1)
  return (
    found ?? findMixed(walk, node, index) ?? findVariable(walk, node, index) ?? findRest(walk, node, index)
  )
}

function finish({ method, allow }: Walk, { operations }: RouteNode): Operation | undefined {
  const operation = operations.get(method)
  if (!operation) for (const other of operations.keys()) allow.add(other)
  return operation
}

/** RFC 3986, section 6.2.2.2: `/us%65r` is `/user`. */
function decodedLiteral(node: RouteNode, segment: string): RouteNode | undefined {
  if (!segment.includes('%') || node.literals.size === 0) return undefined
  const decoded = percentDecoded(segment)
  return decoded === undefined ? undefined : node.literals.get(decoded)
}

function findMixed(walk: Walk, node: RouteNode, index: number): Operation | undefined {
  const segment = walk.segments[index] ?? ''
  for (const { segment: template, node: next } of node.mixed) {
    const captures = matchMixedSegment(template, segment)
    const found = captures && findWith(walk, captures, { next, index: index + 1 })
    if (found) return found
  }
  return undefined
}

function findVariable(walk: Walk, node: RouteNode, index: number): Operation | undefined {
  for (const [name, next] of node.variables) {
    const capture = captureOf(name, walk.segments[index] ?? '')
    const found = capture && findWith(walk, [capture], { next, index: index + 1 })
    if (found) return found
  }
  return undefined
}

/** The shortest that fits: in `/branches/{branch}/protection` the text at the end is none of the branch. */
function findRest(walk: Walk, node: RouteNode, index: number): Operation | undefined {
  for (const [name, next] of node.rests) {
    for (let end = index + 1; end <= walk.segments.length; end += 1) {
      const capture = captureOf(name, walk.segments.slice(index, end).join('/'))
      const found = capture && findWith(walk, [capture], { next, index: end })
      if (found) return found
    }
  }
  return undefined
}

interface Step {
  readonly next: RouteNode
  readonly index: number
}

function findWith(walk: Walk, captures: readonly Capture[], { next, index }: Step): Operation | undefined {
  const { length } = walk.captures
  walk.captures.push(...captures)
  const found = find(walk, next, index)
  if (!found) walk.captures.length = length
  return found
}

function matchOf(operation: Operation, captures: readonly Capture[]): Match {
  return {
    operation,
    params: Object.fromEntries(captures.map(({ name, value }) => [name, value])),
    raw: Object.fromEntries(captures.map(({ name, raw }) => [name, raw])),
  }
}
