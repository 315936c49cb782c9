import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { CAPABILITIES } from '@sallyport/contract'
import { type Connection, parseConnectionUrl, queryAs } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { loadConfig } from './config.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { type EngineUnderTest, engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { undo } from './testing/undo.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Where the first three steps are, for clients of the first generation and for those of today. */
const GENERATIONS = {
  seed: { application: '/api/v1/applications/token', scoped: '/api/v1/embedded/scoped-token' },
  current: {
    application: '/api/v1/account/applications/token',
    scoped: '/api/v1/account/applications/scoped-token',
  },
}

/** The five steps, each with what a client reads from its answer. */
async function firstCall(
  { call, application, github }: EngineUnderTest,
  paths: { application: string; scoped: string },
) {
  const ok = async (...request: Parameters<typeof call>) => {
    const { status, text, body } = await call(...request)
    assert.equal(status, 200, text)
    return body
  }
  const { client_id, client_secret, organization_id } = application

  const login = await ok('POST', paths.application, { body: { client_id, client_secret } })
  assert.deepEqual(
    { ...login, access_token: '' },
    { access_token: '', token_type: 'bearer', expires_in: 900, organization_id },
  )

  const { token: bearer } = await ok('POST', paths.scoped, {
    bearer: login.access_token,
    body: { workspace_name: 'acme' },
  })
  const info = await ok('GET', `${paths.scoped}/info`, { bearer })
  assert.match(info.workspace_id, UUID)
  assert.deepEqual(
    { ...info, workspace_id: '' },
    {
      organization_id,
      workspace_id: '',
      workspace_name: 'acme',
      customer_name: 'acme',
      external_user_id: 'acme',
      capabilities: [...CAPABILITIES],
    },
  )
  const sources = await ok('GET', '/api/v1/integrations/templates/sources', { bearer })
  assert.deepEqual(
    sources.data.map(({ name }: { name: string }) => name),
    ['GitHub', 'Google Drive', 'Linear', 'Slack', 'Stripe'],
  )

  const connector = await ok('POST', '/api/v1/integrations/connectors', {
    bearer,
    body: {
      connector_type: 'github',
      external_user_id: 'acme',
      source_config: { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` },
      credentials: { token: GITHUB_TOKEN },
    },
  })
  assert.match(connector.id, UUID)
  assert.equal(connector.status, 'active')
  assert.match(connector.external_account.id, /^[0-9]+$/)
  const path = `/api/v1/integrations/connectors/${connector.id}`

  for (const token of [bearer, login.access_token]) {
    const answer = await ok('POST', `${path}/execute`, {
      bearer: token,
      body: { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 3 } },
    })
    assert.equal(answer.status, 'success')
    assert.equal(answer.result.length, 3)
    assert.equal(answer.connector_metadata.has_next_page, true)
    assert.equal(answer.execution_metadata.connector_instance_id, connector.id)
  }
  assert.ok(
    github.ledger.requests().every(({ status, path }) => status === 200 && /^\/(repos\/|user$)/.test(path)),
  )

  const listed = await ok('GET', '/api/v1/integrations/connectors', { bearer })
  assert.deepEqual(
    listed.data.map(({ id }: { id: string }) => id),
    [connector.id],
  )
  assert.equal((await ok('GET', path, { bearer })).id, connector.id)
  assert.equal((await call('DELETE', path, { bearer })).status, 202)
  assert.equal((await call('GET', path, { bearer })).status, 404)
  assert.deepEqual((await ok('GET', '/api/v1/integrations/connectors', { bearer })).data, [])
}

async function firstCalls(options: Parameters<typeof engineUnderTest>[0]): Promise<void> {
  const engine = await engineUnderTest(options)
  try {
    for (const paths of Object.values(GENERATIONS)) await firstCall(engine, paths)
  } finally {
    await engine.close()
  }
}

test('the five steps work on a fresh embedded database, by the paths of both generations', () =>
  firstCalls({}))

test("they work on an operator's database, entered by a login that is no superuser", async (t) => {
  const folder = await makeTemporaryFolder()
  undo(t, () => folder.remove())
  const server = await startEmbedded({ directory: join(folder.path, 'postgres') })
  undo(t, () => server.stop())
  const { host, port, superuser: user } = server
  const administrator: Connection = { host, port, user, database: 'postgres' }
  await queryAs(administrator, 'CREATE ROLE login LOGIN NOSUPERUSER CREATEROLE')
  await queryAs(administrator, 'CREATE DATABASE theirs OWNER login')
  await firstCalls({ databaseUrl: `postgres://login@/theirs?host=${encodeURIComponent(host)}&port=${port}` })
})

const databaseUrl = loadConfig().databaseUrl?.reveal()
const skip = databaseUrl === undefined && 'DATABASE_URL is not set'
test('they work on the server of DATABASE_URL, in a database of their own', { skip }, async () => {
  const name = `sallyport_first_call_${randomBytes(6).toString('hex')}`
  const administrator = parseConnectionUrl(databaseUrl ?? '')
  await queryAs(administrator, `CREATE DATABASE ${name}`)
  try {
    await firstCalls({ databaseUrl: withDatabase(databaseUrl ?? '', name) })
  } finally {
    await queryAs(administrator, `DROP DATABASE ${name}`)
    await queryAs(administrator, `DROP ROLE IF EXISTS sallyport_owner_${name}, sallyport_engine_${name}`)
  }
})

function withDatabase(url: string, name: string): string {
  return url.replace(/^(\w+:\/\/[^/?#]*\/)[^?#]*/, `$1${name}`)
}
