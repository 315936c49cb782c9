import type { Effect, Operation } from '@sallyport/definition'
import { countTokens } from './results/index.ts'
import { FIELDS, type OperationMembers, operationMembers } from './schema/operation-members.ts'
import type { Member } from './schema/shape.ts'
import { strictObject } from './schema/strict-schema.ts'
import { shortName } from './short-name.ts'
import type { Tool, ToolSchema } from './tool.ts'
import type { ToolEntry } from './tool-catalog.ts'

/** What some vendors take at most. */
const MAX_DESCRIPTION = 1_024
/** Strict modes have bounds; over this many properties a schema is not promised to be held to. */
const MAX_STRICT_PROPERTIES = 100

/** Remembered of one operation. */
const MAX_NAMES = 100
/** Of a record, in the schema of a list. */
const SHOWN_FIELDS = 5

export interface OperationToolOptions {
  /** Whether lists take `fields`, by which a model asks for parts of records (true). */
  readonly fields?: boolean
}

/** A tool that is one operation, and what its text costs. */
export interface CostedTool {
  readonly tool: Tool
  readonly tokens: number
}

/** What is the same of an operation for all connectors that it is run through. */
interface Body extends Pick<Tool, 'description' | 'inputSchema' | 'strict'> {
  readonly tokens: number
  /** Tokens of names that it has: connectors of a type differ in those alone. */
  readonly names: Map<string, number>
}

const BODIES = new WeakMap<OperationMembers, Map<string, Body>>()

/** The tool of one operation. Its text is made and counted once, however many connectors and agents there are. */
export function operationTool(entry: ToolEntry, { fields = true }: OperationToolOptions = {}): CostedTool {
  const { name, subject, entity, action, operation } = entry
  const { tokens, names, ...body } = bodyOf(entry, fields)
  return {
    // Name and text are counted apart, and make one token more together.
    tokens: tokens + nameTokens(name, names) + 1,
    tool: {
      name,
      title: `${shortName(subject)}: ${entity}.${action}`,
      ...body,
      effect: operation.effect,
      idempotent: isIdempotent(operation),
      act: { kind: 'operation', connector: subject.id, entity, action },
    },
  }
}

function nameTokens(name: string, names: Map<string, number>): number {
  const known = names.get(name)
  if (known !== undefined) return known
  if (names.size >= MAX_NAMES) names.clear()
  const tokens = countTokens(name)
  names.set(name, tokens)
  return tokens
}

function bodyOf(entry: ToolEntry, fields: boolean): Body {
  const members = operationMembers(entry.subject, entry.operation)
  const variants = BODIES.get(members) ?? new Map<string, Body>()
  BODIES.set(members, variants)
  // Two entities may share one operation.
  const key = `${entry.entity} ${entry.action} ${fields}`
  const body = variants.get(key) ?? makeBody(entry, members, fields)
  variants.set(key, body)
  return body
}

function makeBody(entry: ToolEntry, members: OperationMembers, fields: boolean): Body {
  const description = describeOperation(entry)
  const inputSchema = inputSchemaOf(members, fields ? someFields(entry) : undefined)
  return {
    description,
    inputSchema,
    strict: countProperties(inputSchema) <= MAX_STRICT_PROPERTIES,
    tokens: countTokens(toolText({ name: '', description, inputSchema })),
    names: new Map(),
  }
}

/** As the interfaces of models take a tool. */
export function toolText({
  name,
  description,
  inputSchema,
}: Pick<Tool, 'name' | 'description' | 'inputSchema'>) {
  return JSON.stringify({ name, description, parameters: inputSchema })
}

/** What an operation does, with what only its effect says. */
export function describeOperation({
  entity,
  action,
  operation,
}: Omit<ToolEntry, 'name' | 'subject'>): string {
  const about = operation.about ?? `${action.replaceAll('_', ' ')} of ${entity.replaceAll('_', ' ')}.`
  const marked = `${about}${EFFECTS[operation.effect]}`
  return marked.length <= MAX_DESCRIPTION
    ? marked
    : `${marked.slice(0, MAX_DESCRIPTION - 3).toWellFormed()}...`
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  read: '',
  write: '',
  destructive: ' Destroys.',
  external_message: ' Reaches other people.',
  money: ' Moves money.',
}

/** A model that sees no record before it asks has to be told what its fields are called. */
function someFields({ subject, entity, operation }: ToolEntry): Member {
  const compact = operation.result === undefined ? subject.definition.entities[entity]?.compact : undefined
  if (compact === undefined || compact.length === 0) return FIELDS
  return {
    ...FIELDS,
    shape: { ...FIELDS.shape, about: `Such as ${compact.slice(0, SHOWN_FIELDS).join(', ')}.` },
  }
}

function inputSchemaOf(
  { members, clearable, clear }: OperationMembers,
  fields: Member | undefined,
): ToolSchema {
  const shown = members.flatMap((member) => (member === FIELDS ? (fields ?? []) : member))
  const { properties, required } = strictObject({ members: shown })
  if (clear === undefined) return { type: 'object', properties, required, additionalProperties: false }
  const list = {
    type: ['array', 'null'],
    items: { type: 'string', enum: clearable },
    description: 'Parameters to empty; null leaves them.',
  }
  return {
    type: 'object',
    properties: { ...properties, [clear]: list },
    required: [...required, clear],
    additionalProperties: false,
  }
}

function countProperties(schema: object): number {
  const { properties, items, anyOf } = schema as {
    readonly properties?: Readonly<Record<string, object>>
    readonly items?: object
    readonly anyOf?: readonly object[]
  }
  const below = [...Object.values(properties ?? {}), ...(items ? [items] : []), ...(anyOf ?? [])]
  return Object.keys(properties ?? {}).length + below.reduce((sum, each) => sum + countProperties(each), 0)
}

/** RFC 9110 9.2.2, or by the definition's word. */
function isIdempotent({ effect, method, idempotency, graphql }: Operation): boolean {
  if (effect === 'read' || idempotency === 'natural') return true
  return idempotency === undefined && graphql === undefined && (method === 'PUT' || method === 'DELETE')
}
