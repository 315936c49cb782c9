import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { queryAs } from '@sallyport/postgres'
import { startConnecting } from './testing/connecting.ts'
import { until } from './testing/until.ts'

const house = await startConnecting()
after(() => house.close())
const { call, bearer, operator, vendors } = house
const admin = (text: string, values: unknown[] = []) => queryAs(house.engine.database, text, values)
const revoked = () => vendors.linear.ledger.count({ path: '/oauth/revoke' })
const waiting = () => admin('SELECT id FROM sallyport.revocations WHERE finished_at IS NULL')

beforeEach(() => vendors.linear.ledger.clear())

async function grantedSecret(): Promise<string> {
  const end = await house.walk('linear', { server_side_oauth_secret_id: true })
  return end.searchParams.get('server_side_oauth_secret_id') ?? assert.fail(end.href)
}

const create = (secret: string) =>
  call('POST', '/api/v1/integrations/connectors', {
    bearer,
    body: { connector_type: 'linear', server_side_oauth_secret_id: secret },
  })

test('what a consent brought is held until the connector has it, and is not ended then', async () => {
  const secret = await grantedSecret()
  assert.equal((await waiting()).length, 1)
  const made = await create(secret)
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(await waiting(), [])
  const reply = await house.execute(bearer, made.body.id, { entity: 'teams', action: 'list' })
  assert.deepEqual([reply.status, revoked()], [200, 0], reply.text)
  await house.walk('linear')
  assert.deepEqual([await waiting(), revoked()], [[], 0], 'nor where the engine makes the connector')
})

test('what nobody made a connector of is ended at the third party when its time is over', async () => {
  const secret = await grantedSecret()
  const [row] = await admin(
    `SELECT id, extract(epoch FROM held_until - now())::integer AS seconds FROM sallyport.revocations
      WHERE held_until IS NOT NULL`,
  )
  assert.ok(Number(row?.seconds) > 10 * 60, 'longer than it may be used')
  await admin('UPDATE sallyport.revocations SET held_until = now() WHERE id = $1', [row?.id])
  await admin("UPDATE sallyport_jobs._private_jobs SET run_at = now() WHERE payload->>'subject' = $1", [
    row?.id,
  ])
  await until(async () => (await waiting()).length === 0)
  assert.equal(revoked(), 2)
  const { body } = await call('GET', `/api/v1/jobs/${row?.id}`, { bearer: operator })
  assert.deepEqual([body.kind, body.status, body.connectors], ['grant', 'finished', 1])
  assert.deepEqual(
    body.receipts.map(({ token, status }: { token: string; status: string }) => `${token} ${status}`),
    ['refresh_token revoked', 'access_token revoked'],
  )
  const late = await create(secret)
  assert.equal(late.status, 400, late.text)
})

test('what a workspace that ends was granted is ended with it, with receipts', async () => {
  await grantedSecret()
  const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
  const path = `/api/v1/workspaces/${info.body.workspace_id}/offboard`
  const begun = await call('POST', path, { bearer: operator })
  assert.equal(begun.status, 202, begun.text)
  await until(async () => (await waiting()).length === 0)
  const { body } = await call('GET', `/api/v1/jobs/${begun.body.job_id}`, { bearer: operator })
  // Of the connectors of the tests before, and of the grant.
  const statuses = body.receipts.map(({ status }: { status: string }) => status)
  assert.deepEqual(new Set(statuses), new Set(['revoked']))
  assert.equal(revoked(), statuses.length)
  assert.ok(statuses.length >= 2)
})

test('a grant that the check refuses is ended at once', async () => {
  const workspace = await house.scopedToken('of refusals')
  const before = revoked()
  vendors.linear.faults.add({ kind: 'unauthorized', path: '/graphql', times: 5 })
  const user = house.browser()
  const { body } = await call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
    bearer: workspace,
    body: { connector_type: 'linear', redirect_url: 'https://app.example/done' },
  })
  await user.get(body.consent_url)
  const { location } = await user.press(body.consent_url)
  const url = new URL(location)
  const back = await vendors.linear.oauth?.consent(vendors.linear.url + url.pathname + url.search)
  const end = await user.get(back ?? '')
  assert.equal(new URL(end.location).searchParams.get('error'), 'creation_failed', end.location)
  await until(async () => (await waiting()).length === 0)
  assert.equal(revoked() - before, 2)
})
