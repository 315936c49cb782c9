import type { Bucket } from '@sallyport/definition'

const read = {
  remaining: 'x-ratelimit-remaining',
  reset: { header: 'x-ratelimit-reset', as: 'unix-seconds' },
} as const

/**
 * docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api, docs.github.com/rest/search/search and
 * docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api; of an enterprise they are higher.
 * No more than 100 requests of one credential at once.
 */
export const limits = {
  core: { per: 'credential', allows: { units: 5_000, seconds: 3_600 }, concurrency: 100, read },
  search: { per: 'credential', allows: { units: 30, seconds: 60 }, read },
  code_search: { per: 'credential', allows: { units: 10, seconds: 60 }, read },
  // Points; a query of one connection costs one.
  graphql: { per: 'credential', allows: { units: 5_000, seconds: 3_600 }, concurrency: 100, read },
} as const satisfies Readonly<Record<string, Bucket>>
