import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, JobHandlers, Jobs, JobTask, OrganizationScope } from '@sallyport/engine'
import type { TaskList } from 'graphile-worker'
import pg from 'pg'
import { type Connection, clientConfig } from '../connection.ts'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { addJob } from './add-job.ts'
import { JobLane } from './job-lane.ts'
import { type JobTaskOptions, jobTask } from './job-task.ts'
import { JobWorkers } from './job-workers.ts'

export interface PostgresJobsOptions extends JobTaskOptions {
  /** As the engine's role. */
  readonly connection: Connection
  readonly transactions: OrganizationTransactions
  /** Between two signs of life; 30,000. A job of an engine that is gone is begun anew after 4 to 5 of them. */
  readonly heartbeatMs?: number
  /** How long jobs under way may take to finish when the engine stops; 25,000. */
  readonly patienceMs?: number
}

/** Tasks that wait for addresses of tenants' own: they keep no other waiting. */
const SLOW: readonly string[] = ['deliver_webhook']
/** Jobs of each lane at the same time. */
const CONCURRENCY = 5
/** A connection of each lane hears of new jobs; the others take and end them. */
const MAX_CONNECTIONS = 5
const HEARTBEAT_MS = 30_000
const PATIENCE_MS = 25_000

/** The queue: graphile-worker on the engine's own database. */
export class PostgresJobs implements Jobs {
  readonly #options: PostgresJobsOptions
  readonly #heartbeatMs: number
  #pool: pg.Pool | undefined
  #lanes: readonly JobLane[] = []
  #workers: JobWorkers | undefined
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> | undefined
  #stopping: Promise<void> | undefined

  constructor(options: PostgresJobsOptions) {
    this.#options = options
    this.#heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS
  }

  async add(scope: OrganizationScope, job: Job): Promise<void> {
    await this.#options.transactions.run(scope, (query) => addJob(query, job))
  }

  async start(handlers: JobHandlers): Promise<void> {
    if (this.#stopping !== undefined) return
    const { onFailure, connection } = this.#options
    const pool = openPool(connection)
    this.#pool = pool
    this.#workers = new JobWorkers(pool, this.#heartbeatMs)
    this.#lanes = lanesOf(this.#options, handlers).map(
      (tasks) => new JobLane({ pool, tasks, concurrency: CONCURRENCY, onFailure }),
    )
    for (const lane of this.#lanes) lane.start()
    await this.#beat()
  }

  async pause(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.stop()))
  }

  resume(): void {
    if (this.#stopping === undefined) for (const lane of this.#lanes) lane.start()
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#beating
    const over = new AbortController()
    const stopped = Promise.all(this.#lanes.map((lane) => lane.stop())).then(() => 'finished')
    const patience = sleep(this.#options.patienceMs ?? PATIENCE_MS, 'waiting', { signal: over.signal })
    const end = await Promise.race([stopped, patience.catch(() => 'finished')])
    over.abort()
    // Others begin them anew at once, rather than when this engine looks gone.
    if (end === 'waiting') await Promise.allSettled(this.#lanes.map((lane) => lane.abandon()))
    await this.#workers?.leave(this.#ids()).catch(() => {})
    await this.#pool?.end()
  }

  #ids(): string[] {
    return this.#lanes.flatMap(({ id }) => (id === undefined ? [] : [id]))
  }

  async #beat(): Promise<void> {
    this.#beating = this.#sayWeLive()
    await this.#beating
    if (this.#stopping === undefined) this.#timer = setTimeout(() => void this.#beat(), this.#heartbeatMs)
  }

  async #sayWeLive(): Promise<void> {
    const { onFailure } = this.#options
    try {
      const spent = await this.#workers?.beat(this.#ids())
      for (const task of spent ?? []) onFailure(new Error(`A job of the task ${task} ended without a word.`))
    } catch (error) {
      onFailure(error)
    }
  }
}

function lanesOf(options: JobTaskOptions, handlers: JobHandlers): readonly TaskList[] {
  const tasks = Object.entries(handlers).map(
    ([task, handler]) => [task, jobTask(options, task as JobTask, handler)] as const,
  )
  const lane = (slow: boolean) =>
    Object.fromEntries(tasks.filter(([task]) => SLOW.includes(task) === slow)) as TaskList
  return [lane(false), lane(true)].filter((list) => Object.keys(list).length > 0)
}

function openPool(connection: Connection): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(connection, 'jobs'),
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 15_000,
    keepAlive: true,
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
