import pg, { type QueryResultRow } from 'pg'
import { type Connection, clientConfig } from './connection.ts'

/** Runs one statement on a connection of its own, as whomever the connection names: for administration. */
export async function queryAs<Row extends QueryResultRow = Record<string, unknown>>(
  connection: Connection,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(clientConfig(connection, 'administration'))
  // A connection that breaks reports to its query as well.
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}
