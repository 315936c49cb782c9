import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { after, test } from 'node:test'
import { assertErrorAnswer, type Refusal } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest } from './testing/index.ts'

let lead = 0
const [under, foreign] = await Promise.all([
  engineUnderTest({ edge: { now: () => Date.now() + lead } }),
  engineUnderTest(),
])
after(() => Promise.all([under.close(), foreign.close()]))
const { call, application: client } = under

const CONNECTORS = '/api/v1/integrations/connectors'
const LOGIN = '/api/v1/applications/token'
const SCOPED_TOKEN = '/api/v1/embedded/scoped-token'
const NO_ID = '01900000-0000-7000-8000-00000000dead'
const application = await under.applicationToken()
const scoped = await under.scopedToken('acme')
const foreignTokens = [await foreign.applicationToken(), await foreign.scopedToken('acme')]
const secrets = [client.client_secret, application, scoped]

const [header = '', payload = '', signature = ''] = application.split('.')
const { privateKey } = generateKeyPairSync('ed25519')
const rows = await readTables(under.engine.database)
const publicKey = rows.find(({ table }) => table === 'sallyport.signing_keys')?.columns.public_key ?? ''

const { client_id, client_secret } = client
const LOGINS: readonly (readonly [what: string, body: object, refusal: Refusal])[] = [
  ['a wrong secret', { client_id, client_secret: `${client_secret}x` }, { code: 'unauthenticated' }],
  ['the secret of another', { ...foreign.application, client_id }, { code: 'unauthenticated' }],
  ['a client of another deployment', foreign.application, { code: 'unauthenticated' }],
  ['a client id that is none', { client_id: 'acme', client_secret }, { code: 'unauthenticated' }],
  [
    'no client id and no secret',
    {},
    { code: 'invalid_request', fields: ['body.client_id', 'body.client_secret'] },
  ],
  [
    'an empty client id and a secret that is no text',
    { client_id: '', client_secret: 5 },
    { code: 'invalid_request', fields: ['body.client_id', 'body.client_secret'] },
  ],
  [
    'a secret of 256 characters',
    { client_id, client_secret: 'x'.repeat(256) },
    { code: 'invalid_request', fields: ['body.client_secret'] },
  ],
]

for (const [what, body, refusal] of LOGINS) {
  test(`a login refuses ${what}: ${refusal.code}`, async () => {
    const all = [...secrets, foreign.application.client_secret]
    assertErrorAnswer(await call('POST', LOGIN, { body }), refusal, all)
  })
}

test('a login tells nobody whether the client is there', async () => {
  const answers = [{ client_id, client_secret: 'wrong' }, foreign.application].map(async (body) => {
    const { request_id, ...rest } = (await call('POST', LOGIN, { body })).body
    return rest
  })
  const [wrongSecret, unknownClient] = await Promise.all(answers)
  assert.deepEqual(wrongSecret, unknownClient)
})

const BEARERS: readonly (readonly [what: string, authorization: string])[] = [
  ['another scheme', `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`],
  ['a scheme alone', 'Bearer'],
  ['a token without a scheme', application],
  ['two tokens', `Bearer ${application} ${application}`],
  ['a word', 'Bearer acme'],
  ['three parts that are no token', 'Bearer a.b.c'],
  ['5,000 characters', `Bearer ${'a'.repeat(5000)}`],
  ['a token with another signature', `Bearer ${header}.${payload}.${'A'.repeat(86)}`],
  ['a token without its signature', `Bearer ${header}.${payload}.`],
  ['a token for longer', `Bearer ${header}.${edited(payload, { exp: 4_000_000_000 })}.${signature}`],
  ['a token for another organization', `Bearer ${header}.${edited(payload, { org: NO_ID })}.${signature}`],
  ['an organization that is none', `Bearer ${header}.${edited(payload, { org: "' OR 1=1" })}.${signature}`],
  ['a token made into one of another kind', `Bearer ${ofKind('scoped')}.${payload}.${signature}`],
  ['a token of a kind that is not there', `Bearer ${ofKind('widget')}.${payload}.${signature}`],
  ['a token that nobody signed', `Bearer ${edited(header, { alg: 'none' })}.${payload}.`],
  ['a token signed with the public key as a secret', `Bearer ${signedWithPublicKey()}`],
  ['a token signed with another key', `Bearer ${signedByAnother(header)}`],
  ['a key that is not there', `Bearer ${signedByAnother(edited(header, { kid: NO_ID }))}`],
  ['a token that brings its own key', `Bearer ${signedByAnother(edited(header, { jwk: ownKey() }))}`],
  ['an application token of another deployment', `Bearer ${foreignTokens[0]}`],
  ['a scoped token of another deployment', `Bearer ${foreignTokens[1]}`],
]

for (const [what, authorization] of BEARERS) {
  test(`refuses ${what}: unauthenticated`, async () => {
    const answer = await call('GET', `${CONNECTORS}?workspace_name=acme`, { headers: { authorization } })
    assertErrorAnswer(answer, 'unauthenticated', [...secrets, ...foreignTokens])
  })
}

test('refuses a call without a token, and says how to send one', async () => {
  const refusal = { code: 'unauthenticated', says: /Authorization: Bearer/ } as const
  assertErrorAnswer(await call('GET', CONNECTORS), refusal)
})

test('takes the scheme in any case', async () => {
  const headers = { authorization: `bEARER  ${scoped}` }
  assert.equal((await call('GET', CONNECTORS, { headers })).status, 200)
})

test('a token does what its kind may do, and nothing else', async () => {
  const info = await call('GET', `${SCOPED_TOKEN}/info`, { bearer: application })
  assertErrorAnswer(info, { code: 'forbidden', says: /Send: scoped token/ }, secrets)
  const minted = await call('POST', SCOPED_TOKEN, { bearer: scoped, body: { workspace_name: 'acme' } })
  assertErrorAnswer(minted, { code: 'forbidden', says: /Send: application token/ }, secrets)
})

// The clock goes on and stays there.
test('an application token works for 15 minutes, a scoped token for 20', async () => {
  const ask = (bearer: string) => call('GET', `${CONNECTORS}?workspace_name=acme`, { bearer })
  lead = 14 * 60_000
  assert.equal((await ask(application)).status, 200)
  lead = 15 * 60_000
  const says = /POST \/api\/v1\/account\/applications\/token/
  assertErrorAnswer(await ask(application), { code: 'token_expired', says }, secrets)
  lead = 19 * 60_000
  assert.equal((await ask(scoped)).status, 200)
  lead = 20 * 60_000
  assertErrorAnswer(await ask(scoped), { code: 'token_expired', says: /scoped-token/ }, secrets)
})

test('a scoped token that has expired still names its workspace, also with blanks around it', async () => {
  const bearer = await under.applicationToken()
  for (const external_user_id of [scoped, ` ${scoped}\n`]) {
    const { token } = (await call('POST', SCOPED_TOKEN, { bearer, body: { external_user_id } })).body
    assert.equal(workspaceOf(token), workspaceOf(scoped))
  }
})

test('a scoped token of another deployment names no workspace here', async () => {
  const body = { external_user_id: await foreign.scopedToken('acme') }
  const answer = await call('POST', SCOPED_TOKEN, { bearer: await under.applicationToken(), body })
  assertErrorAnswer(answer, 'malformed_request', [body.external_user_id])
})

test('nothing of all this was a failure of the engine', () => {
  assert.equal(under.logged().match(/^.*"level":[56]0.*$/gm), null)
})

/** The subject of a scoped token is its workspace. */
function workspaceOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub
}

/** A part of a token with some of its members changed. */
function edited(part: string, members: object): string {
  const value = JSON.parse(Buffer.from(part, 'base64url').toString())
  return Buffer.from(JSON.stringify({ ...value, ...members })).toString('base64url')
}

function ofKind(kind: string): string {
  return edited(header, { typ: `sallyport-${kind}+jwt` })
}

function signedByAnother(head: string): string {
  const text = `${head}.${payload}`
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
}

/** RFC 8725 2.1: a verifier that believes the header takes the key that everybody knows for the secret. */
function signedWithPublicKey(): string {
  const text = `${edited(header, { alg: 'HS256' })}.${payload}`
  const secret = Buffer.from(JSON.parse(publicKey).x, 'base64url')
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

function ownKey(): object {
  return generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
}
