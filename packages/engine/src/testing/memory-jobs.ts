import { SallyportError } from '@sallyport/errors'
import type { Job, JobHandlers, Jobs } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

interface Waiting {
  readonly scope: OrganizationScope
  readonly job: Job
  attempts: number
  runAt: number
}

/** A queue within one process, for tests. It forgets all with the process. */
export class MemoryJobs implements Jobs {
  readonly #onFailure: (error: unknown) => void
  readonly #waiting = new Set<Waiting>()
  readonly #running = new Set<Promise<void>>()
  #handlers: JobHandlers = {}
  #timer: NodeJS.Timeout | undefined

  constructor(onFailure: (error: unknown) => void = () => {}) {
    this.#onFailure = onFailure
  }

  /** What waits, in the order in which it was added. */
  get waiting(): readonly (Job & { readonly organizationId: string })[] {
    return [...this.#waiting].map(({ scope, job }) => ({ ...job, organizationId: scope.organizationId }))
  }

  async add(scope: OrganizationScope, job: Job): Promise<void> {
    if (job.once) this.#remove(scope, job)
    this.#waiting.add({ scope, job, attempts: 0, runAt: job.runAt?.getTime() ?? Date.now() })
  }

  async start(handlers: JobHandlers): Promise<void> {
    this.#handlers = handlers
    this.resume()
  }

  async pause(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#running)
  }

  resume(): void {
    this.#timer = setInterval(() => this.#work(), 5)
  }

  stop(): Promise<void> {
    return this.pause()
  }

  #remove(scope: OrganizationScope, job: Job): void {
    for (const each of this.#waiting) {
      const same = each.job.once && each.job.task === job.task && each.job.subjectId === job.subjectId
      if (same && each.scope.organizationId === scope.organizationId) this.#waiting.delete(each)
    }
  }

  #work(): void {
    for (const each of this.#waiting) {
      if (each.runAt > Date.now() || this.#handlers[each.job.task] === undefined) continue
      this.#waiting.delete(each)
      const run = this.#run(each).finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
  }

  async #run(each: Waiting): Promise<void> {
    const { scope, job } = each
    each.attempts += 1
    const { subjectId, maxAttempts = 25 } = job
    const last = each.attempts >= maxAttempts
    try {
      await this.#handlers[job.task]?.(scope, { subjectId, attempt: each.attempts, last })
    } catch (error) {
      const untried = SallyportError.isInstance(error) && error.code === 'quarantined'
      if (untried) each.attempts -= 1
      else if (last) return this.#onFailure(error)
      const told = SallyportError.isInstance(error) ? error.retryAt?.getTime() : undefined
      each.runAt = told ?? Date.now() + Math.exp(Math.min(each.attempts, 10)) * 1000
      this.#waiting.add(each)
    }
  }
}
