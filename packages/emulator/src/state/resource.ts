import type { Filled } from '../behaviour/filled.ts'
import { operationNames } from '../behaviour/operation-names.ts'
import type { ResourceBehaviour } from '../behaviour/resource-behaviour.ts'
import { optional, prepare } from '../behaviour/template.ts'
import type { Description } from '../description/operation.ts'
import { asObject, asObjects, isObject, type Json, type JsonObject } from '../json.ts'

/** A resource, its templates ready and its shape found in the description. */
export interface Resource {
  readonly name: string
  readonly behaviour: ResourceBehaviour
  /** Records that the description shows. */
  readonly examples: readonly JsonObject[]
  /** JSON Schema of a record, where the description has one. */
  readonly schema: JsonObject | undefined
  /** Members that a record may have, by its schema and examples. */
  readonly members: ReadonlySet<string>
  /** The record that a collection belongs to. */
  readonly within:
    | { readonly resource: string; readonly key: Filled; readonly scope: readonly Filled[] }
    | undefined
  readonly templates: {
    readonly rename: readonly (readonly [string, Filled])[]
    readonly sample: Filled | undefined
    readonly blank: Filled | undefined
    readonly create: Filled | undefined
    readonly update: Filled | undefined
    /** By the place of the record. */
    readonly records: readonly Filled[]
  }
}

/** Reads a resource. Throws a `TypeError` for an operation or schema that the description does not have. */
export function readResource(name: string, behaviour: ResourceBehaviour, description: Description): Resource {
  const { schema, examples: shown } = shapeOf(name, behaviour, description)
  const { without } = behaviour
  const examples = without ? shown.map((example) => omitted(example, without)) : shown
  const { rename = {} } = behaviour
  return {
    name,
    behaviour,
    schema,
    examples,
    members: new Set([
      ...examples.flatMap(Object.keys),
      ...(schema ? membersOf(schema, description.schemas) : []),
    ]),
    within: behaviour.within && {
      resource: behaviour.within.resource,
      key: prepare(behaviour.within.key as Json),
      scope: (behaviour.within.scope ?? []).map((part) => prepare(part as Json)),
    },
    templates: {
      rename: Object.entries(rename).map(([text, template]) => [text, prepare(template as Json)] as const),
      ...templates(behaviour),
    },
  }
}

function omitted(example: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(example).filter(([name]) => !names.includes(name)))
}

function templates(behaviour: ResourceBehaviour) {
  return {
    sample: optional(behaviour.sample),
    blank: optional(behaviour.blank),
    create: optional(behaviour.create),
    update: optional(behaviour.update),
    records: (behaviour.records ?? []).map((record) => prepare(record as Json)),
  }
}

interface Shape {
  readonly schema: JsonObject | undefined
  readonly examples: readonly JsonObject[]
}

/** By the operation that is named, else the one that gets a record, else one that makes one, else the list of them. */
function shapeOf(name: string, behaviour: ResourceBehaviour, description: Description): Shape {
  const named = behaviour.type === undefined ? behaviour.schema : typeSchemaName(behaviour.type)
  if (named !== undefined) {
    const schema = description.schemas[named]
    if (!isObject(schema))
      throw new TypeError(`Resource "${name}": the description has no schema "${named}".`)
    return { schema: { $ref: `#/components/schemas/${named}` }, examples: [] }
  }
  const like = behaviour.like ?? operationThat(behaviour, ['get', 'create', 'update', 'list'])
  const operation =
    like === undefined ? undefined : description.operations.get(operationNames(like)[0] ?? like)
  if (!operation) return { schema: undefined, examples: [] }
  const { schema, example } = operation.success
  const listed = listing(behaviour, like) ? wrappedList(schema, example) : undefined
  if (listed) return listed
  if (!Array.isArray(example) && schema?.type !== 'array')
    return { schema, examples: isObject(example) ? [example] : [] }
  return { schema: asObject(schema?.items), examples: asObjects(example) }
}

function listing({ operations = {} }: ResourceBehaviour, name: string | undefined): boolean {
  const found = name !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined
  return (typeof found === 'string' ? found : found?.does) === 'list'
}

/** The one list that an answer holds, as in `{ "total_count": 1, "jobs": [{ … }] }`. */
function wrappedList(schema: JsonObject | undefined, example: Json | undefined): Shape | undefined {
  const lists = Object.entries(asObject(example)).filter(([, value]) => Array.isArray(value))
  const [name = '', records] = lists[0] ?? []
  if (lists.length !== 1) return undefined
  return {
    schema: asObject(asObject(asObject(schema?.properties)[name]).items),
    examples: asObjects(records),
  }
}

function operationThat({ operations = {} }: ResourceBehaviour, does: readonly string[]): string | undefined {
  const entries = Object.entries(operations).map(([name, operation]) => ({
    name,
    does: typeof operation === 'string' ? operation : operation.does,
  }))
  return does
    .map((verb) => entries.find((entry) => entry.does === verb)?.name)
    .find((name) => name !== undefined)
}

const DEPTH = 8

/** Members that a record may have, but that no sample is given: names of other records. */
export const FURTHER_MEMBERS = 'x-members'

/** Where the shape of a GraphQL type stands among the schemas of a description. */
export function typeSchemaName(type: string): string {
  return `type.${type}`
}

function membersOf(schema: JsonObject, schemas: JsonObject, depth = 0): readonly string[] {
  if (depth > DEPTH) return []
  const { $ref, properties, allOf, anyOf, oneOf } = schema
  const target =
    typeof $ref === 'string' ? asObject(schemas[$ref.replace('#/components/schemas/', '')]) : undefined
  const parts = [...(target ? [target] : []), ...asObjects(allOf), ...asObjects(anyOf), ...asObjects(oneOf)]
  const further = schema[FURTHER_MEMBERS]
  return [
    ...Object.keys(asObject(properties)),
    ...(Array.isArray(further) ? further.map(String) : []),
    ...parts.flatMap((part) => membersOf(part, schemas, depth + 1)),
  ]
}
