import { type ApiOperation, operations } from '@sallyport/contract'
import type { CommandRow } from '../command-row.ts'
import { type JsonSchema, withoutNull } from './json-schema.ts'

/** How the text of a flag becomes a value. `secret` is JSON that no argument may hold. */
export type FlagKind = 'text' | 'switch' | 'number' | 'list' | 'json' | 'secret'

/** One flag of a command: a member of its input. */
export interface Flag {
  /** `workspace_name` */
  readonly name: string
  /** `workspace-name` */
  readonly flag: string
  readonly kind: FlagKind
  readonly about: string
  readonly schema: JsonSchema
}

export type Part = 'params' | 'query' | 'body'

/** A workspace under the names that the contract has for it: one flag stands for all of them. */
const WORKSPACE = ['workspace_id', 'workspace_name', 'customer_name', 'external_user_id', 'externalUserId']
const WORKSPACE_FLAG: JsonSchema = {
  type: 'string',
  description: 'Name or id of the workspace; else that of "workspaces use".',
}
const ALL_FLAG: JsonSchema = {
  type: 'boolean',
  description: 'Follows the pages to the end: 10,000 rows at most.',
}

/** Every member of a command's input, by its name, with the part of the request that it goes into, if any. */
export function membersOf(
  row: CommandRow,
): ReadonlyMap<string, { readonly schema: JsonSchema; readonly part?: Part }> {
  const found = new Map<string, { readonly schema: JsonSchema; readonly part?: Part }>()
  if (row.operation !== undefined) {
    const operation: ApiOperation = operations[row.operation]
    for (const part of ['params', 'query', 'body'] as const) {
      for (const [name, schema] of propertiesOf(operation[part])) found.set(name, { schema, part })
    }
  }
  for (const [name, schema] of Object.entries(row.own ?? {})) found.set(name, { schema })
  if (row.inWorkspace) found.set('workspace', { schema: WORKSPACE_FLAG })
  if (row.paged) found.set('all', { schema: ALL_FLAG })
  const hidden = new Set([...(row.hidden ?? []), ...(row.inWorkspace ? WORKSPACE : [])])
  return new Map([...found].filter(([name, { schema }]) => !hidden.has(name) && schema.deprecated !== true))
}

/** The flags of a command. What is an operand is a flag as well. */
export function flagsOf(row: CommandRow): Flag[] {
  return [...membersOf(row)].map(([name, { schema }]) => {
    const plain = withoutNull(schema)
    const secret = row.secret?.includes(name) ?? false
    const choices = plain.enum ? ` One of: ${plain.enum.join(', ')}.` : ''
    return {
      name,
      flag: name.replaceAll('_', '-').toLowerCase(),
      kind: secret ? 'secret' : kindOf(plain),
      about: `${schema.description ?? plain.description ?? ''}${choices}`.trim(),
      schema: plain,
    }
  })
}

function kindOf(schema: JsonSchema): FlagKind {
  if (schema.enum !== undefined || schema.type === 'string') return 'text'
  if (schema.type === 'boolean') return 'switch'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  const items = schema.type === 'array' ? schema.items : undefined
  const ofTexts = [items, ...(items?.anyOf ?? [])].some(
    (each) => each?.type === 'string' || each?.enum !== undefined,
  )
  return ofTexts ? 'list' : 'json'
}

function propertiesOf(schema: unknown): [string, JsonSchema][] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(withoutNull(schema as JsonSchema).properties ?? {})
}
