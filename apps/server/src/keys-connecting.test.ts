import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { queryAs, readTables } from '@sallyport/postgres'
import { consent, landed, startConnecting } from './testing/connecting.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const house = await startConnecting()
after(() => house.close())
const { call, bearer, operator, vendors } = house

/** Runs the program on the host, beside the engine. */
async function keys(...args: string[]) {
  const [root] = house.config.rootKeys
  assert.equal(root?.kind, 'file')
  const env = { SALLYPORT_DATA_DIR: house.config.dataDirectory, SALLYPORT_ROOT_KEY: `file:${root.path}` }
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'keys', ...args, '--json'], { env })
  return JSON.parse(stdout)
}

test('an organization gets another key while users connect and tokens are being ended, and all of it goes on', async () => {
  const ended = (await house.walk('linear')).searchParams.get('connector_id') ?? ''
  vendors.linear.faults.add({ kind: 'unavailable', retryAfter: 600, path: '/oauth/revoke', times: 50 })
  const deleted = await call('DELETE', `/api/v1/integrations/connectors/${ended}`, { bearer })
  assert.equal(deleted.status, 202, deleted.text)
  const user = house.browser()
  const left = await house.leave(user, 'linear')
  const kept = await house.walk('linear', { server_side_oauth_secret_id: true })
  const body = { url: 'https://app.example/hook' }
  assert.equal((await call('POST', '/api/v1/webhooks', { bearer: operator, body })).status, 201)

  const rotation = await keys('rotate-organization', house.application.organization_id, '--keep', '1')
  assert.deepEqual(
    [rotation.organizations[0].left, rotation.dropped, rotation.kept],
    [0, 1, 0],
    JSON.stringify(rotation),
  )
  const { failures, opened } = await keys('verify')
  assert.deepEqual(failures.first, [])
  for (const column of ['oauth_applications', 'connect_sessions', 'revocations', 'webhooks'])
    assert.ok(opened[`${column}.sealed`] > 0, column)

  const end = landed(await user.get(await consent(vendors.linear, left)))
  assert.ok(end.searchParams.has('connector_id'), end.href)
  const server_side_oauth_secret_id = kept.searchParams.get('server_side_oauth_secret_id')
  const request = { connector_type: 'linear', server_side_oauth_secret_id }
  const made = await call('POST', '/api/v1/integrations/connectors', { bearer, body: request })
  assert.equal(made.status, 200, made.text)
  const rows = await readTables(house.engine.database)
  const waiting = rows.filter(({ table, columns }) => table === 'sallyport.revocations' && columns.sealed)
  assert.equal(waiting.length, 1)
  const keysOf = await queryAs(house.engine.database, 'SELECT FROM sallyport.organization_keys')
  assert.equal(keysOf.length, 1)
})
