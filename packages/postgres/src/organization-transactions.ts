import type { OrganizationScope } from '@sallyport/engine'
import pg, { type ClientBase, escapeLiteral, type PoolClient, type QueryResultRow } from 'pg'
import { type Connection, clientConfig } from './connection.ts'
import { databaseError } from './database-error.ts'
import { proofOfScope } from './scope-proof.ts'

export interface TransactionsOptions {
  /** As the engine's role; or as an administrator, for whom `role` is to be said. */
  readonly connection: Connection
  /** As whom every transaction runs, where it is not the one who connects. */
  readonly role?: string
  readonly scopeKey: Uint8Array
  readonly maxConnections?: number
  /** Commits are on disk when they answer, also where the database has another default. */
  readonly durable?: boolean
  /** Milliseconds before an answer of the server is given up; 15,000 by default. */
  readonly answerTimeoutMs?: number
  /** Told of every round trip to the database, by a word for what it was; for tests and metrics. */
  readonly onQuery?: (what: string) => void
  /** Looks at every new connection before it is used; where it fails, the connection is not. */
  readonly onConnect?: (client: ClientBase) => Promise<void>
  /** Told after a write was committed, before its caller knows. */
  readonly onChange?: (organizationId: string) => void
}

/** A statement that is parsed once a connection. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/**
 * The proof goes as a parameter: text of statements is shown to every session of the same role
 * (monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW), and whoever has a proof may enter.
 */
const ENTER: Statement = {
  name: 'enter organization',
  text: "SELECT pg_catalog.set_config('sallyport.scope', $1, true)",
}
/** runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT: decided by what holds at the commit. */
const ENTER_DURABLY: Statement = {
  name: 'enter organization durably',
  text: `SELECT pg_catalog.set_config('sallyport.scope', $1, true),
    pg_catalog.set_config('synchronous_commit', 'on', true)`,
}
/** Said, since a database may have another default: what conflicts is to be seen by the next statement. */
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED'

/** What others of the database put into its schemas is nothing that our statements call (CVE-2018-1058). */
const become = (role: string) =>
  `SELECT pg_catalog.set_config('role', ${escapeLiteral(role)}, true), pg_catalog.set_config('search_path', 'pg_catalog', true)`

/** Runs one statement within the organization that the transaction was opened for. */
export type Query = <Row extends QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<Row[]>

/** The engine's connections. Every statement on them runs in a transaction of one organization. */
export class OrganizationTransactions {
  readonly #options: TransactionsOptions
  readonly #pool: pg.Pool

  constructor(options: TransactionsOptions) {
    this.#options = options
    this.#pool = new pg.Pool({
      ...clientConfig(options.connection, 'engine'),
      max: options.maxConnections ?? 10,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
      query_timeout: options.answerTimeoutMs ?? 15_000,
      keepAlive: true,
      // Statements that are given together go out together: a transaction begins in one round trip.
      pipeline: true,
      verify: (client, done) => {
        const looking = options.onConnect?.(client) ?? Promise.resolve()
        looking.then(() => done(), done)
      },
    })
    // A connection that breaks while it rests is replaced at the next use; one that breaks while it is
    // used tells its query as well. An error event that nobody hears would end the process.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  /** Reads, or writes what no cache holds. */
  run<T>(scope: OrganizationScope, work: (query: Query) => Promise<T>): Promise<T> {
    return this.#transaction(scope.organizationId, work)
  }

  /** Writes what caches hold: they let go of it before the caller goes on. */
  async change<T>(scope: OrganizationScope, work: (query: Query) => Promise<T>): Promise<T> {
    try {
      return await this.#transaction(scope.organizationId, work)
    } finally {
      // Also after a failure: a commit whose confirmation was lost has happened all the same.
      this.#options.onChange?.(scope.organizationId)
    }
  }

  /** One statement in a scope given by id, for the ports of the vault. */
  async one<Row extends QueryResultRow>(
    organizationId: string,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row | undefined> {
    const rows = await this.#transaction(organizationId, (query) => query<Row>(statement, values))
    return rows[0]
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #transaction<T>(organizationId: string, work: (query: Query) => Promise<T>): Promise<T> {
    const { onQuery, scopeKey, role, durable } = this.#options
    const proof = proofOfScope(scopeKey, organizationId)
    const enter = durable ? ENTER_DURABLY : ENTER
    const client = await this.#connect()
    const query: Query = async (statement, values) => {
      onQuery?.(statement.name)
      return (await client.query({ ...statement, values: [...values] })).rows
    }
    try {
      onQuery?.('begin')
      const begun = [client.query(BEGIN), client.query({ ...enter, values: [proof] })]
      await Promise.all(role === undefined ? begun : [...begun, client.query(become(role))])
      const result = await work(query)
      onQuery?.('commit')
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      await abandon(client)
      throw databaseError(error)
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw databaseError(error)
    }
  }
}

/** Ends a failed transaction; a connection that cannot even do that is thrown away. */
async function abandon(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK')
    client.release()
  } catch {
    client.release(true)
  }
}
