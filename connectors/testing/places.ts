import { type Operation, pagedBy, pathParams } from '@sallyport/definition'

/** Where a value of ours stands in a request. */
export interface Place {
  readonly in: 'path' | 'query' | 'header' | 'body'
  /** Names that lead to it: one, or in a body several. */
  readonly path: readonly string[]
}

/** One value that a request carries, and where. */
export interface Placed {
  /** Our name. */
  readonly name: string
  readonly place: Place
  /** Whether every request has it. */
  readonly always: boolean
  readonly kind: 'param' | 'fixed' | 'page'
}

/** Where the language puts a parameter, or a fixed value of that name. Variables of GraphQL stand in the body. */
export function placeOf(operation: Operation, name: string): Place {
  const { wire = {}, graphql } = operation
  if (pathParams(operation.path).includes(name)) return { in: 'path', path: [name] }
  const { in: stated, as = name } = Object.hasOwn(wire, name) ? (wire[name] ?? {}) : {}
  const place = stated ?? usualPlace(operation)
  if (place === 'query' || place === 'header') return { in: place, path: [as] }
  if (place === 'variable') return { in: 'body', path: [as] }
  const root = graphql?.input === undefined ? [] : [graphql.input]
  return { in: 'body', path: [...root, ...as.split('.')] }
}

function usualPlace({ method, graphql, takes }: Operation): 'query' | 'body' {
  if (graphql) return 'body'
  return method === 'GET' || method === 'DELETE' || takes?.as === 'raw' ? 'query' : 'body'
}

/** Everything that an operation can send, with its place: parameters, what is fixed, and what its paging adds. */
export function placedIn(operation: Operation): Placed[] {
  const required = new Set(operation.params.required ?? [])
  const params = Object.keys(operation.params.properties).map(
    (name): Placed => ({ name, place: placeOf(operation, name), always: required.has(name), kind: 'param' }),
  )
  const fixed = Object.keys(operation.fixed ?? {}).map(
    (name): Placed => ({ name, place: placeOf(operation, name), always: true, kind: 'fixed' }),
  )
  const paging = namesOfPaging(operation).map(
    (name): Placed => ({ name, place: placeOf(operation, name), always: false, kind: 'page' }),
  )
  return [...params, ...fixed, ...paging]
}

function namesOfPaging({ page }: Operation): string[] {
  const paged = pagedBy(page)
  if (paged === undefined) return []
  return 'after' in paged ? [paged.size, paged.after] : [paged.size]
}

/** RFC 9110 5.1: names of headers are the same in any case. */
export function sameName(left: string, right: string, anyCase: boolean): boolean {
  return anyCase ? left.toLowerCase() === right.toLowerCase() : left === right
}
