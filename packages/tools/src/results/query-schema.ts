import type { Tool, ToolSchema } from '../tool.ts'
import { OPERATORS } from './result-query.ts'

const paths = { type: ['array', 'null'], items: { type: 'string' } }
const number = { type: ['integer', 'null'] }
const path = { type: ['string', 'null'] }

/** Strict modes let nothing be left out: what may be, is null. */
function object(properties: Readonly<Record<string, object>>) {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  } as const
}

const condition = object({
  field: { type: 'string' },
  op: { type: 'string', enum: [...OPERATORS] },
  value: { type: ['string', 'number', 'boolean', 'null'] },
})

/** What may be asked of a kept result, as strict modes take it. */
export const QUERY_SCHEMA: ToolSchema = object({
  handle: { type: 'string' },
  from: { ...path, description: 'List within a record whose items become the records' },
  filter: { type: ['array', 'null'], items: condition, description: 'All have to hold; "in" takes "a,b"' },
  sort: { ...paths, description: '"-amount": descending' },
  select: paths,
  offset: number,
  limit: number,
  group_by: paths,
  measures: { ...paths, description: 'count, sum(f), min(f), max(f), avg(f)' },
  text: { ...path, description: 'Field of the first record, read as a long text' },
  text_start: number,
})

/** The tool that reads kept results. */
export const QUERY_TOOL: Tool = {
  name: 'query_result',
  title: 'Query a kept result',
  description:
    'Reads on in a result that was too large, by its handle. Field paths are dotted and go through lists: labels.name. Null leaves out.',
  inputSchema: QUERY_SCHEMA,
  strict: true,
  effect: 'read',
  act: { kind: 'query' },
}
