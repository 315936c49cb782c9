import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { linear } from '@sallyport/connectors/linear'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { emulate } from '@sallyport/emulator'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { type Caller, createCaller } from './testing/caller.ts'
import { EndUserBrowser } from './testing/end-user-browser.ts'
import { StormEngine } from './testing/storm/engines.ts'
import { until } from './testing/until.ts'

const CLIENT = { clientId: 'app', clientSecret: 'app-secret-0123456789' }
const PUBLIC_URL = 'https://sallyport.example'
const CALLBACK = `${PUBLIC_URL}/oauth/callback/${linear.id}`
const vendor = await emulate(linearVendor, {
  oauth: { clients: [{ ...CLIENT, redirectUris: [CALLBACK] }] },
})
after(() => vendor.close())

const HOLD_MS = 6_000
const CONNECTORS = '/api/v1/integrations/connectors'
const client = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret }
const consentAt = async (url: string) => (await vendor.oauth?.consent(url)) ?? assert.fail('no consent')
const revoked = () => vendor.ledger.count({ path: '/oauth/revoke' })
const asked = () => vendor.ledger.count({ path: '/graphql' })

/** An engine of its own, in a process that can be killed, with a workspace. */
async function newEngine(t: TestContext, holdMs = HOLD_MS) {
  const folder = await makeTemporaryFolder()
  const environment = {
    SALLYPORT_PORT: '0',
    SALLYPORT_DATA_DIR: join(folder.path, 'data'),
    SALLYPORT_ROOT_KEY: `file:${join(folder.path, 'root.key')}`,
    SALLYPORT_PUBLIC_URL: PUBLIC_URL,
    SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({
      'https://linear.app': vendor.url,
      'https://api.linear.app': vendor.url,
    }),
  }
  const engine = new StormEngine(1, { environment, timings: {}, holdMs }, folder.path)
  t.after(async () => {
    await engine.end('SIGTERM')
    await folder.remove()
  })
  const start = async (): Promise<Caller> => {
    await engine.start()
    return createCaller(engine.url ?? '', engine.application ?? assert.fail())
  }
  return { engine, start }
}

/** Does what has a token granted and tried, and kills the engine while the third party is silent to the trial. */
async function killedInTrial(engine: StormEngine, work: () => Promise<unknown>): Promise<void> {
  vendor.ledger.clear()
  const silent = vendor.faults.add({ kind: 'silence', path: '/graphql', times: 'always' })
  const cutOff = assert.rejects(work())
  await until(() => asked() > 0)
  await engine.kill()
  await cutOff
  silent.remove()
}

async function atConsent({ call, scopedToken }: Caller, url: string) {
  const operator = await scopedToken('acme')
  const begun = await call('POST', `${CONNECTORS}/oauth/initiate`, {
    bearer: operator,
    body: { connector_type: 'linear', redirect_url: 'http://127.0.0.1:9/done' },
  })
  assert.equal(begun.status, 200, begun.text)
  const browser = new EndUserBrowser(url)
  await browser.get(begun.body.consent_url)
  const { location } = await browser.press(begun.body.consent_url)
  const { pathname, search } = new URL(location)
  return { browser, back: await consentAt(vendor.url + pathname + search) }
}

test('what a consent brought is ended after the engine was killed before its connector was stored', async (t) => {
  const { engine, start } = await newEngine(t)
  const first = await start()
  const bearer = await first.applicationToken()
  const body = { connector_type: 'linear', configuration: client }
  const saved = await first.call('PUT', '/api/v1/oauth/credentials', { bearer, body })
  assert.equal(saved.status, 200, saved.text)
  const { browser, back } = await atConsent(first, engine.url ?? '')
  await killedInTrial(engine, () => browser.get(back))
  const second = await start()
  await until(() => revoked() === 2)
  const { body: listed } = await second.call('GET', CONNECTORS, { bearer: await second.scopedToken('acme') })
  assert.deepEqual(listed.data, [], 'and no connector is half there')
})

/** What a user's consent gave to the customer's own application, as a request for a connector. */
async function brought() {
  const query = { response_type: 'code', client_id: CLIENT.clientId, redirect_uri: CALLBACK, scope: 'read' }
  const back = await consentAt(`${vendor.url}/oauth/authorize?${new URLSearchParams(query)}`)
  const code = new URL(back).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...client }
  const answer = await fetch(`${vendor.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { refresh_token } = (await answer.json()) as { readonly refresh_token: string }
  return { connector_type: 'linear', workspace_name: 'acme', credentials: { refresh_token, ...client } }
}

const create = async ({ call, applicationToken }: Caller, body: object) =>
  call('POST', CONNECTORS, { bearer: await applicationToken(), body })
/** Linear gives the same answer for half an hour, for which it is held besides. */
const AFTER_GRACE_MS = HOLD_MS - 1_800_000

test('what came in the place of a refresh token that was given is ended after a kill', async (t) => {
  const { engine, start } = await newEngine(t, AFTER_GRACE_MS)
  const [first, body] = [await start(), await brought()]
  await killedInTrial(engine, () => create(first, body))
  await start()
  await until(() => revoked() === 2)
})

test('what a connector got for the same refresh token after a kill is not ended for the one that was killed', async (t) => {
  const { engine, start } = await newEngine(t, AFTER_GRACE_MS)
  const [first, body] = [await start(), await brought()]
  await killedInTrial(engine, () => create(first, body))
  const second = await start()
  const again = await create(second, body)
  assert.equal(again.status, 200, again.text)
  await sleep(HOLD_MS + 2_500)
  const bearer = await second.applicationToken()
  const reply = await second.execute(bearer, again.body.id, { entity: 'teams', action: 'list' })
  assert.deepEqual([reply.status, revoked()], [200, 0], reply.text)
})
