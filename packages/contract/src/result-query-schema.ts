import { Type } from 'typebox'
import { MaxResultTokens } from './result-schemas.ts'
import { orNull } from './schemas.ts'

const { Optional } = Type
const Path = Type.String({ maxLength: 500 })
const Place = Type.Integer({ minimum: 0, maximum: 10_000_000 })
const Scalar = Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean(), Type.Null()])

const paths = (maxItems: number, description: string) =>
  Optional(orNull(Type.Array(Path, { maxItems, description })))

const Condition = Type.Object({
  field: Path,
  op: Type.Enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'contains', 'in', 'exists']),
  value: Optional(
    Type.Union([Scalar, Type.Array(Scalar, { maxItems: 100 })], {
      description: 'Of "in" a list, or a text such as "a,b"; of "exists" whether it is to be there.',
    }),
  ),
})

/** A query over a kept result. Null is as good as left out. */
export const ResultQuery = Type.Object({
  from: Optional(
    orNull(
      Type.String({
        maxLength: 500,
        description: 'Path of a list within a record: its items are the records.',
      }),
    ),
  ),
  filter: Optional(orNull(Type.Array(Condition, { maxItems: 20, description: 'All have to hold.' }))),
  sort: paths(5, 'The first counts most; "-amount" is descending. Of groups also "count" and "sum(amount)".'),
  select: paths(100, 'Fields to keep: dotted paths, which go through lists.'),
  offset: Optional(orNull(Place)),
  limit: Optional(orNull(Type.Integer({ minimum: 1, maximum: 1000, description: 'Default: 50.' }))),
  group_by: paths(3, 'A row for each combination of their values, with its count.'),
  measures: paths(10, 'Of each group: "count", "sum(amount)", and min, max and avg alike.'),
  text: Optional(
    orNull(Type.String({ maxLength: 500, description: 'Field of the first record, read as one long text.' })),
  ),
  text_start: Optional(orNull(Place)),
  max_tokens: Optional(orNull(MaxResultTokens)),
})
