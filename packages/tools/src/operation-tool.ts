import type { Effect, Operation } from '@sallyport/definition'
import { countTokens } from './results/index.ts'
import { FIELDS, type OperationMembers, operationMembers } from './schema/operation-members.ts'
import { strictObject } from './schema/strict-schema.ts'
import { shortName } from './short-name.ts'
import type { Tool, ToolSchema } from './tool.ts'
import type { ToolEntry } from './tool-catalog.ts'

/** What some vendors take at most. */
const MAX_DESCRIPTION = 1_024
/** Strict modes have bounds; over this many properties a schema is not promised to be held to. */
const MAX_STRICT_PROPERTIES = 100

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
}

const BODIES = new WeakMap<OperationMembers, Map<boolean, Body>>()

/** The tool of one operation. Its text is made and counted once, however many connectors and agents there are. */
export function operationTool(entry: ToolEntry, { fields = true }: OperationToolOptions = {}): CostedTool {
  const { name, subject, entity, action, operation } = entry
  const { tokens, ...body } = bodyOf(entry, fields)
  return {
    tokens: tokens + countTokens(name),
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

function bodyOf(entry: ToolEntry, fields: boolean): Body {
  const members = operationMembers(entry.subject, entry.operation)
  const variants = BODIES.get(members) ?? new Map<boolean, Body>()
  BODIES.set(members, variants)
  const body = variants.get(fields) ?? makeBody(entry, members, fields)
  variants.set(fields, body)
  return body
}

function makeBody(entry: ToolEntry, members: OperationMembers, fields: boolean): Body {
  const description = describeOperation(entry)
  const inputSchema = inputSchemaOf(members, fields)
  return {
    description,
    inputSchema,
    strict: countProperties(inputSchema) <= MAX_STRICT_PROPERTIES,
    tokens: countTokens(toolText({ name: '', description, inputSchema })),
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

function inputSchemaOf({ members, clearable, clear }: OperationMembers, fields: boolean): ToolSchema {
  const shown = fields ? members : members.filter((member) => member !== FIELDS)
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
