import { Type } from 'typebox'
import { orNull, Time } from './schemas.ts'

const { Optional } = Type

/** Tokens that a result may cost, by the tokenizer o200k. */
export const MaxResultTokens = Type.Integer({
  minimum: 256,
  maximum: 50_000,
  description:
    'Tokens (o200k) that the result may cost. A larger one comes as compact records, or as a handle to be queried.',
})

const MAX_PATH = 500
const FieldPath = Type.String({ maxLength: MAX_PATH, description: 'Dotted; it goes through lists.' })
const Scalar = Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean(), Type.Null()])
const listOf = (items: Parameters<typeof Type.Array>[0], maxItems: number, description: string) =>
  Optional(orNull(Type.Array(items, { maxItems, description })))

const Condition = Type.Object({
  field: FieldPath,
  op: Type.Enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'contains', 'in', 'exists']),
  value: Optional(Type.Union([Scalar, Type.Array(Scalar, { maxItems: 100 })])),
})

const SortKey = Type.Object({ field: FieldPath, order: Optional(orNull(Type.Enum(['asc', 'desc']))) })

const Measure = Type.Object({
  op: Type.Enum(['count', 'sum', 'min', 'max', 'avg']),
  field: Optional(orNull(FieldPath)),
})

/** A query over a kept result. Null is as good as left out. */
export const ResultQuery = Type.Object({
  from: Optional(
    orNull(
      Type.String({ maxLength: MAX_PATH, description: 'Path of a list within: its items are the records.' }),
    ),
  ),
  filter: listOf(Condition, 20, 'All have to hold.'),
  sort: listOf(SortKey, 5, 'First key first; of groups by their members, such as "count" or "sum(amount)".'),
  select: listOf(FieldPath, 100, 'Fields to keep; all where it is left out.'),
  offset: Optional(orNull(Type.Integer({ minimum: 0, maximum: 10_000_000 }))),
  limit: Optional(orNull(Type.Integer({ minimum: 1, maximum: 1000, description: 'Default: 50.' }))),
  aggregate: Optional(
    orNull(
      Type.Object({
        group_by: listOf(FieldPath, 3, 'One group where it is left out.'),
        measures: listOf(Measure, 10, 'Beside the count.'),
      }),
    ),
  ),
  text: Optional(
    orNull(
      Type.Object(
        {
          field: Optional(orNull(FieldPath)),
          start: Optional(orNull(Type.Integer({ minimum: 0, maximum: 10_000_000 }))),
        },
        { description: 'Reads a long text of the first record, from a character on.' },
      ),
    ),
  ),
  max_tokens: Optional(orNull(MaxResultTokens)),
})

/** What was done to a result that had a budget. */
export const ResultBudget = Type.Object(
  {
    outcome: Type.Enum(['full', 'compact', 'handle'], {
      description:
        'compact: records without the fields of `left_out`. handle: `result` tells of the real one, which is kept.',
    }),
    max_tokens: Type.Integer(),
    tokens: Type.Integer({ description: 'Of the result as it is given, and of what is told of it here.' }),
    left_out: Optional(Type.Array(Type.String())),
    left_out_more: Optional(Type.Integer({ description: 'Further fields that were left out.' })),
    handle: Optional(orNull(Type.String({ description: 'Of all of it; null where it could not be kept.' }))),
    expires_at: Optional(orNull(Time)),
    how: Optional(Type.String()),
  },
  { description: 'Present where `max_result_tokens` was given.' },
)

const Rows = Type.Object({
  total: Type.Integer({ description: 'Rows that fit the query, whatever the page.' }),
  offset: Type.Integer(),
  rows: Type.Array(Type.Unknown()),
  next_offset: orNull(Type.Integer({ description: 'Where the next rows begin; null after the last.' })),
  skipped: Optional(
    Type.Record(Type.String(), Type.Integer(), {
      description: 'Values that were no numbers, by measure.',
    }),
  ),
  too_large: Optional(
    Type.Object(
      { fields: Type.Record(Type.String(), Type.Integer()), how: Type.String() },
      { description: 'Of the first row, where it alone is over the budget: characters by field.' },
    ),
  ),
})

const Text = Type.Object({
  text: Type.String(),
  start: Type.Integer(),
  next_start: orNull(Type.Integer({ description: 'Where it goes on; null at its end.' })),
  length: Type.Integer({ description: 'Characters of all of it.' }),
})

export const ResultAnswer = Type.Union([Rows, Text])
