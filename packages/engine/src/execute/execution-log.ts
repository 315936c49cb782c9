import type { Execution, Storage } from '../ports.ts'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'

const FLUSH_MS = 500
const BATCH = 500
/** Past this, callers wait for the database rather than the memory growing. */
const MAX_PENDING = 20_000

export interface ExecutionLogOptions {
  readonly executions: Storage['executions']
  /** Told when a batch could not be saved; the batch is kept and tried again. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Stage 10, the record. Executions of reads are saved in batches within a second: a crash loses at most
 * that. A write is saved as `started` before it is sent, so that none is ever without a trace.
 */
export class ExecutionLog {
  readonly #options: ExecutionLogOptions
  #pending: Execution[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> = Promise.resolve()

  constructor(options: ExecutionLogOptions) {
    this.#options = options
  }

  /** Saves the start of a write, before anything is sent. */
  async begin(scope: OrganizationScope, execution: Execution): Promise<void> {
    await this.#options.executions.save(scope, [execution])
  }

  /** Takes the end of an execution; `undefined` unless the caller has to wait. */
  add(execution: Execution): Promise<void> | undefined {
    this.#pending.push(execution)
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
    return this.#pending.length >= MAX_PENDING ? this.flush() : undefined
  }

  /** Saves what is pending; also at shutdown. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushing = this.#flushing.then(() => this.#save())
    return this.#flushing
  }

  async #save(): Promise<void> {
    const batch = this.#pending.splice(0)
    for (const [organizationId, executions] of Map.groupBy(batch, (execution) => execution.organizationId)) {
      for (let from = 0; from < executions.length; from += BATCH) {
        await this.#saveSome(organizationId, executions.slice(from, from + BATCH))
      }
    }
  }

  async #saveSome(organizationId: string, executions: Execution[]): Promise<void> {
    try {
      await this.#options.executions.save(scopeOfOrganization(organizationId), executions)
    } catch (error) {
      this.#options.onFailure(error)
      if (this.#pending.length < MAX_PENDING) this.#pending.unshift(...executions)
      this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
    }
  }
}
