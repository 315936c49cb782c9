import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import type { Client } from 'pg'
import { APPLICATION_NAME_PREFIX } from './session.ts'

export interface FolderLockOptions {
  readonly directory: string
  /** Used for nothing else from now on. */
  readonly client: Client
  /** Connects again after the session was lost; `undefined` if the server has ended. */
  readonly reopen: (signal: AbortSignal) => Promise<Client | undefined>
  readonly log: (line: string) => void
}

/** Two 32-bit keys of an advisory lock: "SALL", "PORT". Held in the database `postgres` only. */
const KEYS = [0x53414c4c, 0x504f5254]
const ATTEMPTS = 25

/**
 * The right of one engine to a folder: an advisory lock of a session that stays open. It ends with the
 * process however that ends, so there is never a stale one.
 */
export class FolderLock {
  readonly #options: FolderLockOptions
  readonly #released = new AbortController()
  #client: Client
  #takenBy: string | undefined

  private constructor(options: FolderLockOptions) {
    this.#options = options
    this.#client = options.client
    this.#watch(options.client)
  }

  /** Throws `configuration_invalid` that names the process which holds the folder. */
  static async acquire(options: FolderLockOptions): Promise<FolderLock> {
    const { client, directory } = options
    const holder = await tryLock(client)
    if (holder === undefined) return new FolderLock(options)
    await client.end()
    throw new SallyportError(
      'configuration_invalid',
      `Another engine (process ${holder}) holds ${directory}.`,
      {
        fix: 'Stop that one first, or choose another SALLYPORT_DATA_DIR. Engines that share a database find it by DATABASE_URL.',
      },
    )
  }

  /** The process that took the folder while our session was lost. */
  get takenBy(): string | undefined {
    return this.#takenBy
  }

  /** From now on the loss of the session is expected. The lock lasts until the session ends. */
  expectLoss(): void {
    this.#released.abort()
  }

  async release(): Promise<void> {
    this.expectLoss()
    await this.#client.end().catch(() => undefined)
  }

  #watch(client: Client): void {
    client.once('end', () => {
      if (!this.#released.signal.aborted) void this.#takeAgain()
    })
  }

  /** A crash of one backend makes PostgreSQL end all sessions and recover; it is the same server after. */
  async #takeAgain(): Promise<void> {
    const { directory, reopen, log } = this.#options
    log(`The session that holds ${directory} was lost; connecting again.`)
    const outcome = await this.#retake(reopen).catch((error: unknown) => String(error))
    if (!this.#released.signal.aborted) log(outcome)
  }

  async #retake(reopen: FolderLockOptions['reopen']): Promise<string> {
    const client = await reopen(this.#released.signal)
    if (client === undefined) return 'PostgreSQL has ended unexpectedly; start it again.'
    this.#client = client
    this.#takenBy = await tryLock(client)
    if (this.#takenBy === undefined) {
      this.#watch(client)
      return `${this.#options.directory} is held again.`
    }
    await client.end()
    return `${this.#options.directory} was taken by process ${this.#takenBy}; this engine will not stop its server.`
  }
}

/** Returns who holds the lock if we cannot have it. */
async function tryLock(client: Client): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1, $2) as locked',
      KEYS,
    )
    if (rows[0]?.locked === true) return undefined
    // The session of an engine that was killed a moment ago needs another moment to notice.
    if (attempt === ATTEMPTS) return findHolder(client)
    await sleep(20)
  }
}

async function findHolder(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted
        and l.classid = $1 and l.objid = $2 and l.objsubid = 2
        and l.database = (select oid from pg_database where datname = current_database())`,
    KEYS,
  )
  return rows[0]?.name.replace(APPLICATION_NAME_PREFIX, '') ?? 'unknown'
}
