import type { ApplicationBreaker, OpenBreaker } from './application-breaker.ts'

/** A breaker for one process. */
export function createMemoryBreaker({ now }: { readonly now: () => number }): ApplicationBreaker {
  const open = new Map<string, OpenBreaker>()
  return {
    async read(application) {
      const known = open.get(application)
      return known !== undefined && known.until > now() ? known : undefined
    },
    async open(application, cause, ms) {
      const until = now() + ms
      if (until > (open.get(application)?.until ?? 0)) open.set(application, { until, cause })
    },
    close: async (application) => void open.delete(application),
  }
}
