import { Type } from 'typebox'
import { flag, id, json, optional } from './values.ts'

/** linear.app/developers/filtering: dates are compared with a time, or with a duration from now. */
const since = optional(
  Type.String({
    minLength: 1,
    maxLength: 40,
    description: 'A time, or a duration back from now such as "-P2W".',
  }),
)

/** What every list that can be filtered takes. */
export const filterParams = {
  createdAfter: since,
  updatedAfter: since,
  filter: optional(
    Type.Record(Type.String(), json, { description: "More conditions, as Linear's own filter object." }),
  ),
  orderBy: optional(Type.Enum(['createdAt', 'updatedAt'])),
  includeArchived: optional(flag),
}

/** Where they go. The caller's own filter has to hold beside the conditions that have names. */
export const filterWire = {
  createdAfter: { as: 'filter.createdAt.gte' },
  updatedAfter: { as: 'filter.updatedAt.gte' },
  filter: { as: 'filter.and.0' },
} as const

export const teamId = optional(id)
export const teamWire = { as: 'filter.team.id.eq' } as const

/** Variables of a list of that type of record. */
export function filtered(type: string) {
  return { filter: `${type}Filter`, orderBy: 'PaginationOrderBy', includeArchived: 'Boolean' } as const
}
