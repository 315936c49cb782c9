import { SallyportError } from '@sallyport/errors'
import { LRUCache } from 'lru-cache'
import type { Storage, Workspace } from '../ports.ts'
import type { WorkspaceScope } from '../scope.ts'
import { QuotaChunk } from './quota-chunk.ts'
import type { QuotaPeriod } from './quota-store.ts'

const MAX_WORKSPACES = 20_000

export interface QuotasOptions {
  readonly quotas: Pick<Storage['quotas'], 'take'>
  readonly now: () => number
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number
}

type Limited = Pick<Workspace, 'callsPerMinute' | 'callsPerDay'>

/** Lets calls of workspaces through as far as their quotas go, over all engines. */
export class Quotas {
  readonly #options: QuotasOptions
  readonly #chunks = new LRUCache<string, QuotaChunk>({ max: 2 * MAX_WORKSPACES })

  constructor(options: QuotasOptions) {
    this.#options = options
  }

  /**
   * Counts a call that is about to be made. `undefined` where nobody has to be asked.
   *
   * @throws SallyportError `quota_exceeded`, `storage_unavailable`
   */
  count(scope: WorkspaceScope, workspace: Limited): Promise<void> | undefined {
    const { callsPerMinute, callsPerDay } = workspace
    if (callsPerMinute === null && callsPerDay === null) return undefined
    const chunks = [this.#chunk(scope, 'minute', callsPerMinute), this.#chunk(scope, 'day', callsPerDay)]
    return this.#take(chunks.filter((chunk) => chunk !== undefined))
  }

  #take(chunks: readonly Named[], taken: readonly Taken[] = []): Promise<void> | undefined {
    const [next, ...rest] = chunks
    if (next === undefined) return undefined
    const outcome = next.chunk.take()
    if (outcome === 'taken') return this.#take(rest, [...taken, { ...next, window: next.chunk.window }])
    if (outcome === 'ask') return this.#ask(chunks, taken)
    giveBack(taken)
    throw exceeded(next, new Date(Math.ceil(this.#options.now() + outcome.spentForMs)))
  }

  async #ask(chunks: readonly Named[], taken: readonly Taken[]): Promise<void> {
    try {
      await chunks[0]?.chunk.ask()
    } catch (error) {
      giveBack(taken)
      throw error
    }
    await this.#take(chunks, taken)
  }

  #chunk(scope: WorkspaceScope, period: QuotaPeriod, limit: number | null): Named | undefined {
    if (limit === null) return undefined
    const key = `${period} ${scope.organizationId} ${scope.workspaceId}`
    const known = this.#chunks.get(key)
    if (known?.limit === limit) return { period, chunk: known }
    // Of a quota that was changed nothing is left here: what was taken of it stays counted.
    const { quotas, monotonic } = this.#options
    const take = (units: number) => quotas.take(scope, { period, limit, units })
    const chunk = new QuotaChunk({ limit, take, monotonic })
    this.#chunks.set(key, chunk)
    return { period, chunk }
  }
}

interface Named {
  readonly period: QuotaPeriod
  readonly chunk: QuotaChunk
}

/** A call that was taken, and of which window. */
interface Taken extends Named {
  readonly window: number
}

function giveBack(taken: readonly Taken[]): void {
  for (const { chunk, window } of taken) chunk.giveBack(window)
}

function exceeded({ period, chunk: { limit } }: Named, retryAt: Date): SallyportError {
  const message = `The call was not made: the workspace may make ${limit} calls a ${period}, and they are spent.`
  return new SallyportError('quota_exceeded', message, {
    retryAt,
    fix: `Call again after ${retryAt.toISOString()}, or let an operator raise the quota.`,
    problems: [{ field: null, code: `calls_per_${period}`, message, details: { limit, period } }],
  })
}
