import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { type Emulator, emulate } from '@sallyport/emulator'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'
import { finishedJob } from './testing/until.ts'

const CLIENT = { clientId: 'app', clientSecret: 'app-secret-0123456789' }
const REDIRECT = 'http://127.0.0.1:9/callback'
const linear = await emulate(linearVendor, { oauth: { clients: [{ ...CLIENT, redirectUris: [REDIRECT] }] } })
after(() => linear.close())
const drive = await emulate(googleDriveVendor, {
  oauth: { clients: [{ ...CLIENT, redirectUris: [REDIRECT] }] },
})
after(() => drive.close())
const under = await engineUnderTest({
  origins: new Map([
    ['https://api.linear.app', linear.url],
    ['https://www.googleapis.com', drive.url],
    ['https://oauth2.googleapis.com', drive.url],
  ]),
})
after(() => under.close())
const { call, execute, applicationToken } = under
const bearer = await applicationToken()

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
}

type Paths = readonly [authorize: string, token: string, query: Readonly<Record<string, string>>]
const DRIVE_SCOPE = 'https://www.googleapis.com/auth/drive'
const DRIVE_PATHS: Paths = ['/o/oauth2/v2/auth', '/token', { access_type: 'offline', scope: DRIVE_SCOPE }]

/** What a user's consent gave to the customer's own application. */
async function consented(
  { oauth, url }: Emulator,
  [authorize, token, more] = ['/oauth/authorize', '/oauth/token', { scope: 'read' }] as Paths,
): Promise<Tokens> {
  const query = { response_type: 'code', client_id: CLIENT.clientId, redirect_uri: REDIRECT, ...more }
  const back = await oauth?.consent(`${url}${authorize}?${new URLSearchParams(query)}`)
  const code = new URL(back ?? '').searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...client() }
  const response = await fetch(`${url}${token}`, { method: 'POST', body: new URLSearchParams(form) })
  return (await response.json()) as Tokens
}

function client() {
  return { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret }
}

async function connected(workspace: string, tokens: Tokens): Promise<string> {
  const { access_token, refresh_token } = tokens
  const { status, body, text } = await call('POST', '/api/v1/integrations/connectors', {
    bearer,
    body: {
      connector_type: 'linear',
      workspace_name: workspace,
      validate: false,
      credentials: { access_token, refresh_token, ...client() },
    },
  })
  assert.equal(status, 200, text)
  return body.id
}

const finished = (jobId: string) => finishedJob({ call }, bearer, jobId)

const isGood = async ({ access_token }: Tokens) => {
  const found = await linear.oauth?.find(access_token)
  return found !== undefined && found !== 'expired'
}

test('a deleted connector is gone at once, and its tokens are ended at the third party, with a receipt for each', async () => {
  const tokens = await consented(linear)
  const id = await connected('one', tokens)
  assert.ok(await isGood(tokens))
  const deleted = await call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })
  assert.equal(deleted.status, 202)
  assert.equal((await call('GET', `/api/v1/integrations/connectors/${id}`, { bearer })).status, 404)
  const { receipts, connectors, kind } = await finished(deleted.body.job_id)
  assert.deepEqual([kind, connectors], ['connector', 1])
  assert.deepEqual(
    receipts.map(({ token, status }: { token: string; status: string }) => [token, status]),
    [
      ['refresh_token', 'revoked'],
      ['access_token', 'revoked'],
    ],
  )
  assert.equal(await isGood(tokens), false)
  const rows = await readTables(under.engine.database)
  const kept = rows.filter(
    ({ table, columns }) => table === 'sallyport.revocations' && columns.sealed !== null,
  )
  assert.deepEqual(kept, [], 'what was ended is erased')
})

test('a key that its owner made is not ended, only erased: the receipt says so', async () => {
  const id = await under.connectGithub(await under.scopedToken('two'), {
    credentials: { token: GITHUB_TOKEN },
  })
  const { body } = await call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })
  const [receipt] = (await finished(body.job_id)).receipts
  assert.deepEqual([receipt.status, receipt.cause], ['unsupported', 'made_by_its_owner'])
})

test('a third party that is down is asked again, and the receipt says that it is', async (t: TestContext) => {
  const tokens = await consented(linear)
  const id = await connected('three', tokens)
  const fault = { kind: 'unavailable', retryAfter: 1, path: '/oauth/revoke', times: 1 } as const
  linear.faults.add(fault)
  const { body } = await call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })
  t.diagnostic(body.job_id)
  const { receipts } = await finished(body.job_id)
  assert.deepEqual(
    receipts.map(({ status, attempts }: { status: string; attempts: number }) => [status, attempts]),
    [
      ['revoked', 2],
      ['revoked', 2],
    ],
  )
  assert.equal(await isGood(tokens), false)
})

test('of all connectors that fit, over all workspaces, every one ends; a dry run ends none', async () => {
  const tokens = [await consented(linear), await consented(linear), await consented(linear)]
  for (const [index, each] of tokens.entries()) await connected(`bulk ${index}`, each)
  const body = { connector_type: 'linear', before: new Date(Date.now() + 60_000).toISOString() }
  const dry = await call('POST', '/api/v1/revocations', { bearer, body: { ...body, dry_run: true } })
  assert.deepEqual([dry.status, dry.body], [202, { job_id: null, connectors: 3 }])
  const begun = await call('POST', '/api/v1/revocations', { bearer, body })
  assert.equal(begun.body.connectors, 3)
  const { receipts } = await finished(begun.body.job_id)
  assert.deepEqual(new Set(receipts.map(({ status }: { status: string }) => status)), new Set(['revoked']))
  for (const each of tokens) assert.equal(await isGood(each), false)
  const none = await call('POST', '/api/v1/revocations', { bearer, body: {} })
  assert.equal(none.status, 422, none.text)
})

test('an offboarded workspace is gone with its credentials and what was recorded of it', async () => {
  const tokens = await consented(linear)
  const id = await connected('leaving', tokens)
  assert.equal((await execute(bearer, id, { entity: 'users', action: 'list' })).status, 200)
  // Records of reads are saved within a second.
  await sleep(1_200)
  const scoped = await under.scopedToken('leaving')
  const info = await call('GET', '/api/v1/account/applications/scoped-token/info', { bearer: scoped })
  const { workspace_id } = info.body
  const begun = await call('POST', `/api/v1/workspaces/${workspace_id}/offboard`, { bearer })
  assert.equal(begun.status, 202, begun.text)
  const { purged, receipts } = await finished(begun.body.job_id)
  assert.equal(receipts.length, 2)
  assert.ok(purged.executions >= 1, JSON.stringify(purged))
  assert.equal(await isGood(tokens), false)
  const rows = await readTables(under.engine.database)
  const left = rows.filter(
    ({ table, columns }) => columns.workspace_id === workspace_id && table === 'sallyport.executions',
  )
  assert.deepEqual(left, [])
  assert.equal((await call('POST', `/api/v1/workspaces/${workspace_id}/offboard`, { bearer })).status, 404)
  // The same name is another workspace, which begins empty.
  const again = await call('GET', '/api/v1/integrations/connectors?workspace_name=leaving', { bearer })
  assert.deepEqual(again.body.data, [])
})

test('a job is seen by its own: not by another workspace, and not by one that was never there', async () => {
  const id = await under.connectGithub(await under.scopedToken('four'), {
    credentials: { token: GITHUB_TOKEN },
  })
  const four = await under.scopedToken('four')
  const { body } = await call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer: four })
  assert.equal((await call('GET', `/api/v1/jobs/${body.job_id}`, { bearer: four })).status, 200)
  const other = await under.scopedToken('five')
  assert.equal((await call('GET', `/api/v1/jobs/${body.job_id}`, { bearer: other })).status, 404)
  assert.equal((await call('GET', `/api/v1/jobs/${crypto.randomUUID()}`, { bearer })).status, 404)
})

test('where a revocation ends the whole grant, it waits for the last connector that may live on it', async () => {
  const tokens = await consented(drive, DRIVE_PATHS)
  const connect = async (workspace: string) => {
    const { body, text } = await call('POST', '/api/v1/integrations/connectors', {
      bearer,
      body: {
        connector_type: 'google-drive',
        workspace_name: workspace,
        validate: false,
        credentials: {
          access_token: tokens.access_token,
          refresh_token: tokens.refresh_token,
          ...client(),
        },
      },
    })
    assert.ok(body.id, text)
    return body.id
  }
  const [first, last] = [await connect('first'), await connect('last')]
  const receiptsOf = async (id: string) => {
    const { body } = await call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })
    const { receipts } = await finished(body.job_id)
    return receipts.map(({ token, status }: { token: string; status: string }) => `${token} ${status}`)
  }
  const asked = () => drive.ledger.count({ path: '/revoke' })
  assert.deepEqual(await receiptsOf(first), ['refresh_token shared', 'access_token shared'])
  assert.equal(asked(), 0)
  assert.deepEqual(await receiptsOf(last), ['refresh_token revoked'])
  assert.equal(asked(), 1)
})
