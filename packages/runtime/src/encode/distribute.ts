import { type Operation, pathParams, type Wire } from '@sallyport/definition'
import { type Pair, pairsOf } from './pairs.ts'

/** What a request says, by the place where it says it. */
export interface Distributed {
  readonly query: readonly Pair[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: readonly (readonly [name: string, value: unknown])[]
  /** Variables of GraphQL that stand beside the input. */
  readonly variables: readonly (readonly [name: string, value: unknown])[]
}

type Values = readonly (readonly [name: string, value: unknown])[]

interface Place {
  readonly in: NonNullable<Wire['in']>
  readonly as: string
  readonly lists: Wire['lists']
}

/** Sends every value where the method puts it, or where the operation says. */
export function distribute(operation: Operation, values: Values, lists: Wire['lists']): Distributed {
  const found = { query: [] as Pair[], headers: {} as Record<string, string> }
  const body: [string, unknown][] = []
  const variables: [string, unknown][] = []
  for (const [name, value] of values) {
    const place = placeOf(operation, name)
    if (place.in === 'body') body.push([place.as, value])
    else if (place.in === 'variable') variables.push([place.as, value])
    // A query and a header have no null: a parameter that is null is left out.
    else if (value === null) continue
    else if (place.in === 'query') found.query.push(...pairsOf([[place.as, value]], place.lists ?? lists))
    else
      found.headers[place.as] = pairsOf([['', value]], 'comma')
        .map(([, text]) => text)
        .join(',')
  }
  return { ...found, body, variables }
}

function placeOf(operation: Operation, name: string): Place {
  const wire =
    operation.wire !== undefined && Object.hasOwn(operation.wire, name) ? operation.wire[name] : undefined
  return { in: wire?.in ?? usualPlace(operation), as: wire?.as ?? name, lists: wire?.lists }
}

function usualPlace({ method, graphql, takes }: Operation): 'query' | 'body' {
  if (graphql) return 'body'
  return method === 'GET' || method === 'DELETE' || takes?.as === 'raw' ? 'query' : 'body'
}

const names = new WeakMap<Operation, ReadonlySet<string>>()

/** Parameters that stand in the path. */
export function namesInPath(operation: Operation): ReadonlySet<string> {
  let inPath = names.get(operation)
  if (inPath === undefined) {
    inPath = new Set(pathParams(operation.path))
    names.set(operation, inPath)
  }
  return inPath
}

/** Whether an operation has anything to say in a body: what has not is sent without one, rather than with an empty one. */
export function saysInBody(operation: Operation): boolean {
  if (operation.graphql !== undefined || operation.takes !== undefined) return true
  const inPath = namesInPath(operation)
  return Object.keys(operation.params.properties).some(
    (name) => !inPath.has(name) && placeOf(operation, name).in === 'body',
  )
}
