import { SallyportError } from '@sallyport/errors'
import type { Execution, MeasuredExecution, Storage } from '../ports.ts'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'

const FLUSH_MS = 500
const BATCH = 500
/** Past this, callers wait for the database rather than the memory growing. */
const MAX_PENDING = 20_000

export interface ExecutionLogOptions {
  readonly executions: Pick<Storage['executions'], 'save' | 'measure'>
  /** What is saved with every batch, after it. */
  readonly accepted?: { flush(): Promise<void> }
  /** Told when a batch could not be saved, and when an execution is lost. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Stage 10, the record. Executions of reads are saved in batches within a second: a crash loses at most
 * that. A write is saved as `started` before it is sent, so that none is ever without a trace.
 */
export class ExecutionLog {
  readonly #options: ExecutionLogOptions
  #pending: Execution[] = []
  #measured: (MeasuredExecution & Owned)[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> = Promise.resolve()
  #closed = false

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
    this.#schedule()
    return this.#pending.length >= MAX_PENDING ? this.flush() : undefined
  }

  /** Takes the bytes of an execution that ended before they were known. */
  measure({ id, organizationId }: Execution, bytes: Omit<MeasuredExecution, 'id'>): void {
    if (this.#measured.length < MAX_PENDING) this.#measured.push({ id, organizationId, ...bytes })
    this.#schedule()
  }

  /** Saves what is pending. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushing = this.#flushing.then(() => this.#save())
    return this.#flushing
  }

  /** Saves what is pending for the last time. */
  close(): Promise<void> {
    this.#closed = true
    return this.flush()
  }

  #schedule(): void {
    if (!this.#closed) this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
  }

  async #save(): Promise<void> {
    const batches = batchesOf(this.#pending.splice(0))
    // Taken with them: the executions that these are of have been saved before, or are among them.
    const measured = this.#measured.splice(0)
    for (const [at, batch] of batches.entries()) {
      try {
        await this.#saveBatch(batch)
      } catch (error) {
        this.#options.onFailure(error)
        this.#measured.unshift(...measured)
        this.#keep(batches.slice(at).flat())
        return
      }
    }
    await this.#saveMeasured(batchesOf(measured))
    await this.#options.accepted?.flush()
  }

  /** Lost where the storage refuses them; kept where it is away. */
  async #saveMeasured(batches: readonly (MeasuredExecution & Owned)[][]): Promise<void> {
    for (const [at, batch] of batches.entries()) {
      try {
        const scope = scopeOfOrganization(batch[0]?.organizationId ?? '')
        await this.#options.executions.measure(scope, batch.map(withoutOwner))
      } catch (error) {
        this.#options.onFailure(error)
        if (!isUnavailable(error)) continue
        this.#measured.unshift(...batches.slice(at).flat())
        return this.#schedule()
      }
    }
  }

  /** @throws SallyportError `storage_unavailable`: nothing else is worth a second try. */
  async #saveBatch(batch: readonly Execution[]): Promise<void> {
    const [first] = batch
    if (first === undefined) return
    try {
      await this.#options.executions.save(scopeOfOrganization(first.organizationId), batch)
    } catch (error) {
      if (isUnavailable(error)) throw error
      if (batch.length === 1) return this.#options.onFailure(lost(first, error))
      // One that is refused must not keep the others from being saved.
      const half = Math.ceil(batch.length / 2)
      await this.#saveBatch(batch.slice(0, half))
      await this.#saveBatch(batch.slice(half))
    }
  }

  #keep(executions: readonly Execution[]): void {
    const room = Math.max(0, MAX_PENDING - this.#pending.length)
    this.#pending.unshift(...executions.slice(0, room))
    this.#schedule()
  }
}

interface Owned {
  readonly organizationId: string
}

function withoutOwner({ organizationId: _, ...measured }: MeasuredExecution & Owned): MeasuredExecution {
  return measured
}

function isUnavailable(error: unknown): boolean {
  return SallyportError.isInstance(error) && error.code === 'storage_unavailable'
}

/** Each batch is of one organization: storage takes one at a time. */
function batchesOf<Row extends Owned>(executions: readonly Row[]): Row[][] {
  const groups = Map.groupBy(executions, ({ organizationId }) => organizationId)
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / BATCH) }, (_, at) =>
      group.slice(at * BATCH, (at + 1) * BATCH),
    ),
  )
}

function lost({ id }: Execution, cause: unknown): SallyportError {
  return new SallyportError(
    'internal',
    `The record of execution ${id} is refused by the storage, and lost.`,
    {
      cause,
    },
  )
}
