interface Node {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly enum?: readonly unknown[]
}

const WORDS = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'anyOf',
  'description',
])
const MAX_DEPTH = 10

/** What strict modes of model vendors would refuse in a schema; empty where they take it. */
export function strictProblems(schema: object, at = '#', depth = 0): string[] {
  const node: Node = schema
  const { properties = {}, items, anyOf = [] } = node
  const below: (readonly [string, Node])[] = [
    ...Object.entries(properties),
    ...(items === undefined ? [] : [['items', items] as const]),
    ...anyOf.map((branch, index) => [`anyOf/${index}`, branch] as const),
  ]
  return [
    ...ownProblems(node, depth).map((problem) => `${at}: ${problem}`),
    ...below.flatMap(([name, child]) => strictProblems(child, `${at}/${name}`, depth + 1)),
  ]
}

function ownProblems(node: Node, depth: number): string[] {
  const { type, properties, required = [], additionalProperties, items, anyOf, enum: values } = node
  const types = [type ?? []].flat()
  const names = Object.keys(properties ?? {})
  const isOpen = properties === undefined || additionalProperties !== false
  const found: readonly (readonly [boolean, string])[] = [
    [Object.keys(node).some((word) => !WORDS.has(word)), 'has words of its own'],
    [depth > MAX_DEPTH, 'is too deep'],
    [types.length === 0 && anyOf === undefined, 'has no type'],
    [types.includes('object') && isOpen, 'is an open object'],
    [types.includes('array') && items === undefined, 'is a list of anything'],
    [values?.includes(null) === true && !types.includes('null'), 'has null not among its types'],
    [names.some((name) => !required.includes(name)), 'does not require all'],
    [required.some((name) => !names.includes(name)), 'requires what there is not'],
    [names.some((name) => !/^[A-Za-z0-9_.-]{1,64}$/.test(name)), 'has a name that is none'],
  ]
  return found.filter(([isFound]) => isFound).map(([, problem]) => problem)
}
