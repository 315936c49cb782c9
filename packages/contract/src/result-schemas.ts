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

/** What was done to a result that had a budget. */
export const ResultBudget = Type.Object(
  {
    outcome: Type.Enum(['full', 'compact', 'handle'], {
      description:
        'compact: records without the fields of `left_out`. handle: `result` tells of the real one, which is kept.',
    }),
    max_tokens: Type.Integer(),
    tokens: Type.Integer({
      description: 'Of the result as a model reads it, and of what is told of it here.',
    }),
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
      description: 'Values that a measure could not take, by its name.',
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
