import { Logger, runTaskList, type TaskList, type WorkerPool } from 'graphile-worker'
import type { Pool } from 'pg'
import { JOBS_SCHEMA } from './prepare-jobs.ts'

/** Between two looks for jobs whose time has come; of a new one that is due it hears at once. */
const POLL_MS = 2_000
const RESTART_MS = 5_000
/**
 * That a job has ended is written in batches of what ended at once. Without batches nobody waits for that write
 * (worker.js of 0.18), and a database that refuses it a connection would end the process.
 */
const PRESET = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } } as const

export interface JobLaneOptions {
  readonly pool: Pool
  readonly tasks: TaskList
  /** Jobs at the same time. */
  readonly concurrency: number
  readonly onFailure: (error: unknown) => void
}

/**
 * Some tasks that are worked at beside others, so that slow ones of one kind keep no other waiting. Where
 * graphile-worker gives up, as it does when the database was away for long, it is started again.
 */
export class JobLane {
  readonly #options: JobLaneOptions
  #workers: WorkerPool | undefined
  #timer: NodeJS.Timeout | undefined
  #stopping = false

  constructor(options: JobLaneOptions) {
    this.#options = options
  }

  /** What jobs that it has taken are locked by. */
  get id(): string | undefined {
    return this.#workers?.id
  }

  /** Without its calendar of repeated jobs, which would look for a file in the folder that it was started in. */
  start(): void {
    const { pool, tasks, concurrency } = this.#options
    const options = {
      schema: JOBS_SCHEMA,
      concurrency,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      logger: this.#logger(),
      preset: PRESET,
    }
    this.#workers = runTaskList(options, tasks, pool)
    const restart = () => this.#restart()
    this.#workers.promise.then(restart, restart)
  }

  /** Takes no more jobs, and lets those under way finish. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    // Refused where it has stopped by itself.
    await this.#workers?.gracefulShutdown('the engine stops')?.catch(() => {})
  }

  /** Gives back what is still under way. */
  async abandon(): Promise<void> {
    await this.#workers?.forcefulShutdown('the engine stops')
  }

  #restart(): void {
    if (this.#stopping) return
    this.#timer = setTimeout(() => this.start(), RESTART_MS)
  }

  /** Of its words those that tell of trouble, without those of failed jobs, which are told otherwise. */
  #logger(): Logger {
    return new Logger(() => (level, message, meta) => {
      if (level !== 'error' || meta?.failure === true || this.#stopping) return
      this.#options.onFailure(new Error(`The queue of jobs: ${message}`))
    })
  }
}
