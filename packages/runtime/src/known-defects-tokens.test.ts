/*
 * Defects that engines of this kind were found to have in how they renew tokens, by their numbers in the list that was
 * made of them; known-defects.test.ts has those of how they ask.
 *
 *  1  a second 401 after a refresh hangs for ever
 *  2  many 401s at once make as many refreshes, and burn rotated tokens
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Definition, oauth2 } from '@sallyport/definition'
import { AccessTokens, inMemory } from './authorize/access-tokens.ts'
import { createAuthorizer } from './authorize/authorizer.ts'
import { matchCredential } from './authorize/match-credential.ts'
import { download } from './download.ts'
import { createMemoryBreaker } from './refresh/memory-breaker.ts'
import { createMemoryStore } from './refresh/memory-store.ts'
import { oauthRenewal } from './refresh/oauth-renewal.ts'
import { Refresher } from './refresh/refresher.ts'
import { run } from './run.ts'
import type { SeenRequest } from './send/testing/upstream-server.ts'
import { archive, archiveCall } from './testing/archive.ts'
import { rejectionOf } from './testing/failure-of.ts'
import { thirdParty } from './testing/third-party.ts'
import { weather, weatherCall } from './testing/weather.ts'

const oauth = oauth2({
  title: 'OAuth',
  form: {
    access_token: { title: 'Access token', secret: true },
    refresh_token: { title: 'Refresh token', secret: true, optional: true },
  },
  field: 'access_token',
  grants: ['refresh_token'],
  token: 'https://library.example/token',
  scopes: {},
  refresh: { rotates: true, reuse: 'single_use' },
})
const FIRST = { access_token: 'access-1-0123456789', refresh_token: 'refresh-1-0123456789' }

interface Played {
  /** Access tokens that the API takes. */
  readonly takes: (token: string) => boolean
  readonly tokenMs?: number
}

/** A third party with single-use refresh tokens, and a credential whose access token is believed fresh. */
async function played(
  { takes, tokenMs = 0 }: Played,
  definition: Definition = { ...weather, auth: { oauth } },
) {
  let given = 1
  const refreshes: string[] = []
  const third = await thirdParty(async (response, request: SeenRequest) => {
    response.setHeader('content-type', 'application/json')
    if (request.target === '/token') {
      const presented = new URLSearchParams(request.body).get('refresh_token') ?? ''
      refreshes.push(presented)
      await sleep(tokenMs)
      if (presented !== `refresh-${given}-0123456789`) {
        response.writeHead(400).end('{"error":"invalid_grant"}')
        return
      }
      given += 1
      const tokens = {
        access_token: `access-${given}-0123456789`,
        refresh_token: `refresh-${given}-0123456789`,
      }
      response.end(JSON.stringify({ ...tokens, expires_in: 3600 }))
      return
    }
    const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
    if (takes(token)) response.end(JSON.stringify({ id: token }))
    else response.writeHead(401).end(JSON.stringify({ message: `no ${token}` }))
  })
  const { sender, options } = third
  const wait = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal })
  const credential = matchCredential(definition, FIRST)
  const refresher = new Refresher({
    breaker: createMemoryBreaker({ now: options.now }),
    now: options.now,
    monotonic: () => performance.now(),
    wait,
    random: () => 0.5,
    owner: 'test',
  })
  const subject = {
    key: 'one',
    store: createMemoryStore(credential, { now: options.now, wait }),
    renewal: oauthRenewal({ mechanism: oauth.mechanism, sender }),
  }
  const source = refresher.source(subject, { credential, version: 1 })
  const tokens = new AccessTokens(inMemory(), options.now)
  const authorizer = createAuthorizer(definition, credential, {
    now: options.now,
    sender,
    tokens,
    key: 'one',
    source,
  })
  const calls = () => third.seen.filter(({ target }) => target !== '/token')
  return { ...third, options, authorizer, refreshes, calls, credential, store: subject.store }
}

const station = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const creation = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })

test('1: a second 401 after a refresh is an answer, at once', async () => {
  await using stage = await played({ takes: () => false })
  const began = performance.now()
  const error = await rejectionOf(run(station, stage.authorizer, stage.options))
  assert.equal(error.code, 'credential_invalid')
  assert.ok(performance.now() - began < 5_000)
  assert.equal(stage.calls().length, 2)
  assert.deepEqual(stage.refreshes, [FIRST.refresh_token])
  // A third party that always says so, of a permission that is missing, is asked once more only, and nothing is renewed.
  for (const _ of [1, 2, 3])
    assert.equal(
      (await rejectionOf(run(station, stage.authorizer, stage.options))).code,
      'credential_invalid',
    )
  assert.deepEqual([stage.calls().length, stage.refreshes.length], [5, 1])
})

for (const [what, call] of [
  ['reads', station],
  ['writes', creation],
] as const) {
  test(`2: fifty ${what} that are refused at once make one refresh, and all of them succeed`, async () => {
    await using stage = await played({ takes: (token) => token !== FIRST.access_token, tokenMs: 50 })
    const ran = await Promise.all(
      Array.from({ length: 50 }, () => run(call, stage.authorizer, stage.options)),
    )
    for (const { data } of ran) assert.deepEqual(data, { id: '[redacted]' })
    assert.deepEqual(stage.refreshes, [FIRST.refresh_token])
    assert.equal((await stage.store.read())?.version, 2)
  })
}

test('an answer to the old token loses it, also when a new one has come meanwhile', async () => {
  await using stage = await played({ takes: (token) => token !== FIRST.access_token })
  await run(station, stage.authorizer, stage.options)
  const { url } = new Request('https://api.weather.example/')
  const echo = `${FIRST.access_token} ${FIRST.refresh_token} access-2-0123456789 refresh-2-0123456789`
  const answer = { status: 200, headers: {}, body: Buffer.from(echo), url: new URL(url) }
  const { body } = stage.authorizer.redact(answer)
  assert.equal(Buffer.from(body).toString(), Array.from({ length: 4 }, () => '[redacted]').join(' '))
})

test('a grant that is over is said to need its user', async () => {
  await using stage = await played({ takes: () => false })
  const spent = await stage.store.lease({
    version: 1,
    owner: 'x',
    leaseMs: 1,
    quarantineMs: 0,
    cause: 'expiry',
  })
  const credential = { ...stage.credential, fields: { ...FIRST, refresh_token: 'refresh-0-0123456789' } }
  await spent?.save(credential)
  await stage.store.lease({ version: 2, owner: 'x', leaseMs: 1, quarantineMs: 0, cause: 'expiry' })
  await stage.options.wait(2)
  await rejectionOf(run(station, stage.authorizer, stage.options))
  const error = await rejectionOf(run(station, stage.authorizer, stage.options))
  assert.deepEqual([error.code, error.sideEffect], ['reauthorization_required', 'none'])
})

test('a file is asked for once more with a new token', async () => {
  const definition = { ...archive, auth: { oauth } }
  await using stage = await played({ takes: (token) => token !== FIRST.access_token }, definition)
  const { body } = await download(archiveCall('download', { id: '7' }), stage.authorizer, stage.options)
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  assert.match(Buffer.concat(pieces).toString(), /access-2/)
  assert.equal(stage.refreshes.length, 1)
})
