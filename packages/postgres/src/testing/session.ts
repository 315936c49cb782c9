import type { TestContext } from 'node:test'
import pg, { type Client } from 'pg'
import { type Connection, clientConfig } from '../connection.ts'

/** A connection that lasts as long as the test. */
export async function openSession(t: TestContext, connection: Connection): Promise<Client> {
  const client = new pg.Client(clientConfig(connection, 'test'))
  client.on('error', () => {})
  await client.connect()
  t.after(() => client.end())
  return client
}
