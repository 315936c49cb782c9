import type { RequestsOf } from './request.ts'

export const resultRequests: RequestsOf<'queryResult'> = {
  queryResult: ({ result }) => [{ params: { id: result }, body: { limit: 1 } }],
}
