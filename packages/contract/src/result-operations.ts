import { ACTING_TOKEN, operation } from './operation.ts'
import { ResultQuery } from './result-query-schema.ts'
import { ResultAnswer } from './result-schemas.ts'
import { Id } from './schemas.ts'

/** What became of results that were over their budget. */
export const resultOperations = {
  queryResult: operation({
    method: 'POST',
    path: '/results/{id}/query',
    aliases: [],
    access: ACTING_TOKEN,
    capability: 'read',
    summary: 'Reads a result that is kept for an hour: filters, sorts, pages and aggregates its records.',
    tag: 'Results',
    params: Id,
    body: ResultQuery,
    answer: { status: 200, schema: ResultAnswer },
  }),
} as const
