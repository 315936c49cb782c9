import type { Operation } from '../description/operation.ts'
import { isLiteral, type MixedSegment, readMixedSegment, soleVariable } from './segment.ts'

/** The templates that begin alike up to here. */
export interface RouteNode {
  readonly literals: Map<string, RouteNode>
  /** The more text a segment of a template has, the earlier it is tried. */
  readonly mixed: { readonly source: string; readonly segment: MixedSegment; readonly node: RouteNode }[]
  /** By name: two templates may call the same place differently. */
  readonly variables: Map<string, RouteNode>
  /** Variables that go on over slashes. */
  readonly rests: Map<string, RouteNode>
  /** Of the templates that end here, by method. */
  readonly operations: Map<string, Operation>
}

export interface RouteOptions {
  /** Path that all templates lie below, except those of operations with a base path of their own. */
  readonly basePath?: string
  /** Names of variables that may hold slashes; beside those that the description marks. */
  readonly multiSegment?: ReadonlySet<string>
}

export function createRouteTree(operations: Iterable<Operation>, options: RouteOptions): RouteNode {
  const root = emptyNode()
  for (const operation of operations) {
    const template = `${operation.basePath ?? options.basePath ?? ''}${operation.path}`
    let node = root
    for (const segment of template.split('/')) node = child(node, segment, isMulti(operation, options))
    if (!node.operations.has(operation.method)) node.operations.set(operation.method, operation)
  }
  return root
}

function emptyNode(): RouteNode {
  return { literals: new Map(), mixed: [], variables: new Map(), rests: new Map(), operations: new Map() }
}

function isMulti({ parameters }: Operation, { multiSegment }: RouteOptions): (name: string) => boolean {
  return (name) =>
    multiSegment?.has(name) === true ||
    parameters.some((found) => found.in === 'path' && found.name === name && found.multiSegment === true)
}

function child(node: RouteNode, segment: string, isMultiSegment: (name: string) => boolean): RouteNode {
  if (isLiteral(segment)) return grown(node.literals, segment)
  const name = soleVariable(segment)
  if (name !== undefined) return grown(isMultiSegment(name) ? node.rests : node.variables, name)
  const known = node.mixed.find(({ source }) => source === segment)
  if (known) return known.node
  const added = { source: segment, segment: readMixedSegment(segment), node: emptyNode() }
  node.mixed.push(added)
  node.mixed.sort((left, right) => textLength(right.segment) - textLength(left.segment))
  return added.node
}

function grown(children: Map<string, RouteNode>, key: string): RouteNode {
  const node = children.get(key) ?? emptyNode()
  children.set(key, node)
  return node
}

function textLength({ texts }: MixedSegment): number {
  return texts.join('').length
}
