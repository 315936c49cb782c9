// Loads some modules in a fresh process, and says what that took. Named on the command line; `resolve` stands for
// local mode and the first call of one operation.
import { performance } from 'node:perf_hooks'

/** What loading took. */
export interface Loading {
  readonly loadMs: number
  /** Resident memory afterwards. */
  readonly residentMb: number
  /** The first call is resolved, for which the schema of its parameters is compiled; and the next. */
  readonly firstResolveMs?: number
  readonly nextResolveMs?: number
}

const names = process.argv.slice(2)
const start = performance.now()
for (const name of names) await import(name)
const loadMs = performance.now() - start
const residentMb = process.memoryUsage.rss() / 1024 ** 2
const resolved = names.includes('@sallyport/runtime') ? await resolveTwice() : {}
process.send?.({ loadMs, residentMb, ...resolved } satisfies Loading)
process.disconnect?.()

async function resolveTwice() {
  const { resolve } = await import('@sallyport/runtime')
  const { github } = await import('sallyport/connectors/github')
  const request = { entity: 'issues', action: 'list', params: { owner: 'octo-org', repo: 'octo-repo' } }
  const timed = () => {
    const from = performance.now()
    resolve({ definition: github, config: {} }, request)
    return performance.now() - from
  }
  return { firstResolveMs: timed(), nextResolveMs: timed() }
}
