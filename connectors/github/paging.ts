import { connection, linkHeader } from '@sallyport/definition'

/** docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const paged = linkHeader({ size: 'per_page', max: 100, place: ['page', 'after'] })

/** docs.github.com/graphql/guides/using-pagination-in-the-graphql-api: at most 100 nodes of a connection. */
export const connectionAt = <const P extends string>(place: P) =>
  connection({ info: `data.${place}.pageInfo`, max: 100 })

/** What existing clients ask pages with. */
export const pageAliases = { per_page: 'limit', after: 'cursor' } as const
export const searchAliases = { ...pageAliases, query: 'q' } as const
