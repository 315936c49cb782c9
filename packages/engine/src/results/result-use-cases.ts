import type { QueryAnswer } from '@sallyport/tools'
import type { Principal } from '../execute/principal.ts'
import { type QueryOptions, queryResult, type ResultQueryRequest } from './query-result.ts'

/** What the engine can do with results that were over their budget. */
export function resultUseCases(options: QueryOptions) {
  return {
    queryResult: (principal: Principal, request: ResultQueryRequest): Promise<QueryAnswer> =>
      queryResult(options, principal, request),
  }
}
