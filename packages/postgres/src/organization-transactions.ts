import type { OrganizationScope } from '@sallyport/engine'
import pg, { type PoolClient, type QueryResultRow } from 'pg'
import type { Connection } from './connection.ts'
import { databaseError } from './database-error.ts'
import { proofOfScope } from './scope-proof.ts'

export interface TransactionsOptions {
  /** As the engine's role. */
  readonly connection: Connection
  readonly scopeKey: Uint8Array
  readonly maxConnections?: number
  /** Told of every round trip to the database, by a word for what it was; for tests and metrics. */
  readonly onQuery?: (what: string) => void
  /** Told after a write was committed, before its caller knows. */
  readonly onChange?: (organizationId: string) => void
}

/** A statement that is parsed once a connection. */
export interface Statement {
  readonly name: string
  readonly text: string
}

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
      ...options.connection,
      application_name: 'sallyport engine',
      max: options.maxConnections ?? 10,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
    })
    // A connection that breaks while it rests is replaced at the next use.
    this.#pool.on('error', () => {})
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
    const client = await this.#connect()
    const { onQuery } = this.#options
    const query: Query = async (statement, values) => {
      onQuery?.(statement.name)
      return (await client.query({ ...statement, values: [...values] })).rows
    }
    try {
      onQuery?.('begin')
      // One round trip. The proof is a UUID and hexadecimal digits: nothing in it needs quoting.
      await client.query(
        `BEGIN; SET LOCAL sallyport.scope = '${proofOfScope(this.#options.scopeKey, organizationId)}'`,
      )
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
