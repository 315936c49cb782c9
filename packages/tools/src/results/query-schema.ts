import type { Tool, ToolSchema } from '../tool.ts'
import { MEASURES, OPERATORS } from './result-query.ts'

const path = { type: 'string' }
const scalar = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }]

function object(properties: Readonly<Record<string, object>>) {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  } as const
}

/** Strict modes let nothing be left out: what may be, is null. */
function orNull(schema: { readonly type: string }) {
  return { ...schema, type: [schema.type, 'null'] }
}

function listOf(items: object, description: string) {
  return orNull({ type: 'array', items, description } as { readonly type: string })
}

const condition = object({
  field: path,
  op: { type: 'string', enum: [...OPERATORS] },
  value: { anyOf: [...scalar, { type: 'array', items: { anyOf: scalar } }] },
})
const sortKey = object({ field: path, order: { type: ['string', 'null'], enum: ['asc', 'desc', null] } })
const measure = object({ op: { type: 'string', enum: [...MEASURES] }, field: orNull(path) })

/** What may be asked of a kept result, as strict modes take it. */
export const QUERY_SCHEMA: ToolSchema = object({
  handle: { type: 'string', description: 'The handle that a result was kept under.' },
  from: {
    type: ['string', 'null'],
    description: 'Path of a list within a record: its items become the records.',
  },
  filter: listOf(condition, 'All have to hold.'),
  sort: listOf(sortKey, 'First key first.'),
  select: listOf(path, 'Fields to keep; all where it is null.'),
  offset: { type: ['integer', 'null'] },
  limit: { type: ['integer', 'null'], description: '50 where it is null.' },
  aggregate: orNull(
    object({
      group_by: listOf(path, 'One group where it is null.'),
      measures: listOf(measure, 'Beside the count.'),
    }),
  ),
  text: {
    ...orNull(object({ field: path, start: { type: ['integer', 'null'] } })),
    description: 'Reads a long text of the first record, from a character on.',
  },
})

/** The tool that reads kept results. */
export const QUERY_TOOL: Tool = {
  name: 'query_result',
  title: 'Query a kept result',
  description:
    'Reads a result that was too large and is kept under a handle for an hour: filter, sort, page, aggregate. Field paths are dotted and go through lists (labels.name). Nobody is asked but the engine.',
  inputSchema: QUERY_SCHEMA,
  strict: true,
  effect: 'read',
  act: { kind: 'query' },
}
