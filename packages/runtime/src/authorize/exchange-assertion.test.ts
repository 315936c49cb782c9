import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { jwt } from '@sallyport/definition'
import { createSender } from '../send/sender.ts'
import { serve } from '../send/testing/upstream-server.ts'
import { rejectionOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { AccessTokens, inMemory } from './access-tokens.ts'
import { createAuthorizer } from './authorizer.ts'
import { matchCredential } from './match-credential.ts'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const MINTED = 'minted-token-0123456789'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const definition = {
  ...weather,
  server: {
    ...weather.server,
    origins: { tokens: { url: 'https://tokens.weather.example', credential: true } },
  },
  auth: {
    robot: jwt({
      title: 'Service account',
      form: {
        email: { title: 'E-mail', secret: false },
        private_key: { title: 'Private key', secret: true, kind: 'pem' },
      },
      key: 'private_key',
      algorithm: 'RS256',
      claims: { iss: '{email}' },
      token: 'https://tokens.weather.example/token/{email}',
      as: 'assertion',
    }),
  },
}
const credential = matchCredential(definition, { email: 'robot@weather.example', private_key: pem })
const request = { method: 'GET', url: new URL('https://api.weather.example/v2/stations'), headers: {} }

interface Answer {
  readonly status?: number
  readonly body?: object
}

async function robot({ status = 200, body = { access_token: MINTED, expires_in: 3600 } }: Answer = {}) {
  const server = await serve((response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const sender = createSender({
    allowLoopbackOrigins: new Map([['https://tokens.weather.example', server.origin]]),
  })
  let time = NOW
  const now = () => time
  const tokens = new AccessTokens(inMemory(), now)
  const authorizer = createAuthorizer(definition, credential, { now, sender, tokens, key: 'robot 1' })
  return {
    authorizer,
    seen: server.seen,
    pass: (ms: number) => {
      time += ms
    },
    async [Symbol.asyncDispose]() {
      await sender.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('a key becomes a token, once for many calls, and again before the token ends', async () => {
  await using stage = await robot()
  const stamped = await Promise.all(Array.from({ length: 20 }, () => stage.authorizer.authorize(request)))
  for (const { headers } of stamped) assert.deepEqual(headers, { authorization: `Bearer ${MINTED}` })
  assert.equal(stage.seen.length, 1)
  const [asked] = stage.seen
  assert.equal(asked?.target, '/token/robot%40weather.example')
  const form = new URLSearchParams(asked?.body)
  assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer')
  assert.equal(form.get('assertion')?.split('.').length, 3)
  stage.pass(3_545_000)
  await stage.authorizer.authorize(request)
  await stage.authorizer.authorize(request)
  assert.equal(stage.seen.length, 2)
})

test('what was given for the key is taken out of answers, as the key is', async () => {
  await using stage = await robot()
  await stage.authorizer.authorize(request)
  const answer = { status: 200, headers: { 'x-echo': MINTED }, body: Buffer.from(MINTED), url: request.url }
  const { headers, body } = stage.authorizer.redact(answer)
  assert.ok(!`${headers['x-echo']}${Buffer.from(body)}`.includes(MINTED))
})

for (const [status, body, code] of [
  [400, { error: 'invalid_grant' }, 'credential_invalid'],
  [401, {}, 'credential_invalid'],
  [200, { token: 'elsewhere' }, 'credential_invalid'],
  [200, { access_token: 7 }, 'credential_invalid'],
  [302, {}, 'credential_invalid'],
  [429, {}, 'upstream_unavailable'],
  [503, {}, 'upstream_unavailable'],
] as const) {
  test(`an endpoint that answers ${status} with ${JSON.stringify(body)} is ${code}, and is asked again next time`, async () => {
    await using stage = await robot({ status, body })
    for (const _ of [1, 2]) {
      const error = await rejectionOf(stage.authorizer.authorize(request))
      assert.equal(error.code, code)
      assert.equal(error.upstream?.host, 'tokens.weather.example')
    }
    assert.equal(stage.seen.length, 2)
  })
}

test('a key does not go to an endpoint that it was not sealed for', async () => {
  await using stage = await robot()
  const elsewhere = { ...credential, origins: ['https://api.weather.example'] }
  const sender = createSender()
  const tokens = new AccessTokens(inMemory(), () => NOW)
  const authorizer = createAuthorizer(definition, elsewhere, { now: () => NOW, sender, tokens, key: 'x' })
  assert.equal((await rejectionOf(authorizer.authorize(request))).code, 'destination_refused')
  await sender.close()
  assert.equal(stage.seen.length, 0)
})
