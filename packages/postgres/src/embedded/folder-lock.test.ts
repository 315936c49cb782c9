import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Client } from 'pg'
import { until } from '../testing/until.ts'
import { type EmbeddedServer, startEmbedded } from './start-embedded.ts'
import { sharedDirectory } from './testing/temporary-directory.ts'

interface Held {
  readonly directory: string
  readonly server: EmbeddedServer
  readonly lines: string[]
}

async function held(t: TestContext): Promise<Held> {
  const directory = await sharedDirectory(t)
  const lines: string[] = []
  return { directory, lines, server: await startEmbedded({ directory, log: (line) => lines.push(line) }) }
}

async function connect({ host, port, superuser }: EmbeddedServer): Promise<Client> {
  const client = new Client({
    host,
    port,
    user: superuser,
    database: 'postgres',
    application_name: 'a rival',
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const END_LOCK_SESSION =
  "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sallyport folder lock%'"

test('a lost session is opened again and holds the folder again', async (t) => {
  const { directory, server, lines } = await held(t)
  const client = await connect(server)
  await client.query(END_LOCK_SESSION)
  await client.end()
  await until(() => lines.some((line) => /is held again/.test(line)))
  await assert.rejects(startEmbedded({ directory }), /holds/)
  await server.stop()
})

test('the folder is still held after a backend crashed and PostgreSQL recovered', async (t) => {
  const { directory, server, lines } = await held(t)
  const client = await connect(server)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
  await until(() => lines.some((line) => /is held again/.test(line)))
  await assert.rejects(startEmbedded({ directory }), /holds/)
  await server.stop()
})

test('an engine that lost the folder to another says so and does not stop its server', async (t) => {
  const { directory, server, lines } = await held(t)
  const rival = await connect(server)
  const waiting = rival.query('select pg_advisory_lock($1, $2)', [0x53414c4c, 0x504f5254])
  const client = await connect(server)
  await client.query(END_LOCK_SESSION)
  await client.end()
  await waiting
  await until(() => lines.some((line) => /was taken by process a rival/.test(line)))
  await server.stop()
  assert.equal((await rival.query('select 1')).rowCount, 1)
  await rival.end()
  const next = await startEmbedded({ directory })
  assert.equal(next.adopted, true)
  await next.stop()
})
