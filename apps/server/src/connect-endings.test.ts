import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readTables } from '@sallyport/postgres'
import { startConnecting } from './testing/connecting.ts'
import { finishedJob } from './testing/until.ts'

const house = await startConnecting()
after(() => house.close())
const { call, bearer, operator, vendors } = house

const finished = (jobId: string) => finishedJob(house, operator, jobId)

const rowsOf = async (table: string) =>
  (await readTables(house.engine.database)).filter((row) => row.table === `sallyport.${table}`)

test('an application that is taken away stays until the tokens that it got are ended', async () => {
  const id = (await house.walk('linear')).searchParams.get('connector_id') ?? ''
  vendors.linear.faults.add({ kind: 'unavailable', retryAfter: 1, path: '/oauth/revoke', times: 1 })
  const deleted = await call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })
  const removed = await call('DELETE', '/api/v1/oauth/credentials/connector_type/linear', {
    bearer: operator,
  })
  assert.equal(removed.status, 204, removed.text)
  const { receipts } = await finished(deleted.body.job_id)
  assert.deepEqual(
    receipts.map(({ token, status }: { token: string; status: string }) => `${token} ${status}`),
    ['refresh_token revoked', 'access_token revoked'],
  )
  const ofLinear = async () =>
    (await rowsOf('oauth_applications')).filter(({ columns }) => columns.is_current === 'false')
  assert.equal((await ofLinear()).length, 1)
  await house.configure('linear')
  await call('DELETE', '/api/v1/oauth/credentials/connector_type/linear', { bearer: operator })
  assert.equal((await ofLinear()).length, 0, 'then nothing names it')
  await house.configure('linear')
})

test('nothing that was granted or is being asked for outlives an offboarded workspace', async () => {
  await house.initiate('linear')
  const granted = await house.walk('linear', { server_side_oauth_secret_id: true })
  const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
  const { workspace_id } = info.body
  const of = async () =>
    (await rowsOf('connect_sessions')).filter(({ columns }) => columns.workspace_id === workspace_id)
  assert.ok((await of()).length >= 2)
  const begun = await call('POST', `/api/v1/workspaces/${workspace_id}/offboard`, { bearer: operator })
  assert.equal(begun.status, 202, begun.text)
  assert.deepEqual(await of(), [])
  await finished(begun.body.job_id)
  const made = await call('POST', '/api/v1/integrations/connectors', {
    bearer: operator,
    body: {
      connector_type: 'linear',
      workspace_name: 'acme',
      server_side_oauth_secret_id: granted.searchParams.get('server_side_oauth_secret_id'),
    },
  })
  assert.equal(made.body.code, 'credential_mismatch', made.text)
})
