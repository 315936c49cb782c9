/**
 * linear.app/developers/rate-limiting: requests and points of complexity are counted side by side, for all keys of
 * a user together. The numbers are what clients report of late; what an answer's headers say stands over them.
 */
export const limits = {
  requests: {
    per: 'credential',
    allows: { units: 2_500, seconds: 3_600 },
    read: {
      remaining: 'x-ratelimit-requests-remaining',
      reset: { header: 'x-ratelimit-requests-reset', as: 'unix-milliseconds' },
    },
  },
  complexity: {
    per: 'credential',
    allows: { units: 3_000_000, seconds: 3_600 },
    read: {
      remaining: 'x-ratelimit-complexity-remaining',
      reset: { header: 'x-ratelimit-complexity-reset', as: 'unix-milliseconds' },
      cost: 'x-complexity',
    },
  },
  // `@linear/sdk` of each search: "Rate-limited to 30 requests per minute."
  search: {
    per: 'credential',
    allows: { units: 30, seconds: 60 },
    read: {
      remaining: 'x-ratelimit-endpoint-requests-remaining',
      reset: { header: 'x-ratelimit-endpoint-requests-reset', as: 'unix-milliseconds' },
    },
  },
} as const
