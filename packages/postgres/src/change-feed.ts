import type { ChangeFeed } from '@sallyport/engine'
import pg from 'pg'
import { type Connection, clientConfig } from './connection.ts'
import type { Found } from './recognition/deployment-watch.ts'
import { readServerIdentity, type ServerIdentity } from './recognition/server-identity.ts'
import { readStoredDeployment } from './recognition/stored-deployment.ts'

/** So that a change whose notice was lost is known within a second, with the time that a look takes. */
const POLL_MS = 600
/** After this long without a look at the changes, what is cached is no longer believed. */
const TRUST_MS = 5_000
const CONNECT_MS = 2_000
const QUERY_MS = 2_000

export interface ChangeFeedOptions {
  readonly connection: Connection
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number
  /** Told of every look as it begins, and then what the database says of itself, and on which server that was found. */
  readonly onLook?: () => Found
}

/** A connection, and where it leads: asked once, since a promotion ends all connections. */
interface Followed {
  readonly client: pg.Client
  readonly server: ServerIdentity
}

type Listener = (organizationId: string | 'all') => void

/**
 * Learns of changes that other replicas made. NOTIFY tells at once and may be lost with a connection;
 * so the sequence of changes is also read all the time, and what was missed is caught up.
 */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #options: ChangeFeedOptions
  readonly #listeners: Listener[] = []
  #followed: Followed | undefined
  #timer: NodeJS.Timeout | undefined
  #sequence: number | undefined
  #seenAt: number
  #polling: Promise<void> | undefined
  #closed = false

  constructor(options: ChangeFeedOptions) {
    this.#options = options
    this.#seenAt = Number.NEGATIVE_INFINITY
  }

  /** Reads where the sequence stands and begins to follow it. */
  async start(): Promise<void> {
    this.#wake()
    await this.#polling
  }

  subscribe(listener: Listener): void {
    this.#listeners.push(listener)
  }

  trusted(): boolean {
    return this.#options.monotonic() - this.#seenAt < TRUST_MS
  }

  /** Tells of a change that this process made itself. */
  announce(organizationId: string | 'all'): void {
    for (const listener of this.#listeners) listener(organizationId)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#polling
    await this.#followed?.client.end().catch(() => {})
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    if (!this.#closed) this.#timer = setTimeout(() => this.#wake(), POLL_MS)
  }

  #wake(): void {
    if (this.#closed) return
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = undefined
      this.#schedule()
    })
  }

  async #poll(): Promise<void> {
    const startedAt = this.#options.monotonic()
    try {
      this.#followed ??= await this.#connect()
      await this.#read(this.#followed)
      this.#seenAt = startedAt
    } catch {
      // Not seen: `trusted` says so after a while, and the next poll connects anew.
      const broken = this.#followed?.client
      this.#followed = undefined
      await broken?.end().catch(() => {})
    }
  }

  async #read({ client, server }: Followed): Promise<void> {
    const found = this.#options.onLook?.()
    const stored = await readStoredDeployment(client)
    found?.(stored, server)
    const now = stored.sequence
    const before = this.#sequence
    if (now === before) return
    const { rows } = await client.query<{ sequence: string; organization_id: string }>(
      'SELECT sequence, organization_id FROM sallyport_deployment.changes WHERE sequence > $1 AND sequence <= $2',
      [before ?? now, now],
    )
    this.#sequence = now
    // Fewer rows than steps: we are further behind than the table reaches back.
    if (before === undefined || rows.length !== now - before) return this.announce('all')
    for (const organizationId of new Set(rows.map((row) => row.organization_id)))
      this.announce(organizationId)
  }

  async #connect(): Promise<Followed> {
    const client = new pg.Client({
      ...clientConfig(this.#options.connection, 'changes'),
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      keepAlive: true,
    })
    client.on('error', () => this.#lose(client))
    client.on('notification', () => this.#wake())
    try {
      await client.connect()
      const server = await readServerIdentity(client)
      await client.query('LISTEN sallyport_changes')
      return { client, server }
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
  }

  /** Without waiting for the next poll to stumble over it. */
  #lose(client: pg.Client): void {
    if (this.#followed?.client !== client) return
    this.#followed = undefined
    void client.end().catch(() => {})
    this.#wake()
  }
}
