import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { checkDefinition } from '@sallyport/definition'
import { AccessTokens, createAuthorizer, createSender, inMemory, matchCredential } from '@sallyport/runtime'
import { NOW } from '../testing/stage.ts'
import { googleDrive } from './definition.ts'
import { failure, openDrive } from './testing/on-stage.ts'

const ROBOT = 'robot@project.iam.gserviceaccount.com'
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const stranger = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

const open = () =>
  openDrive({ oauth: { clients: [{ clientId: ROBOT, keys: [publicKey], grants: ['jwt_bearer'] }] } })

const LIST = { entity: 'files', action: 'list' }

for (const [form, key] of [
  ['as it is in a file', privateKey],
  ['with its ends of lines spelled out, as in the JSON of a key file', privateKey.replaceAll('\n', '\\n')],
] as const) {
  test(`a service account's key, ${form}, becomes a token that Drive takes`, async () => {
    await using stage = await open()
    const credential = { client_email: ROBOT, private_key: key }
    const { data } = await stage.call(LIST, { credential })
    assert.ok(Array.isArray(data) && data.length > 0)
    const exchange = stage.ledger.only({ path: '/token' })
    assert.deepEqual([exchange.status, exchange.verdict], [200, 'valid'])
    const asked = stage.sent.at(-1)
    assert.match(asked?.headers.authorization ?? '', /^Bearer ya29\./)
    assert.equal(asked?.url.origin, 'https://www.googleapis.com')
  })
}

for (const [who, subject] of [
  ['for itself', undefined],
  ['for a user of the domain', 'ada@example.com'],
] as const) {
  test(`a service account asks ${who}`, async () => {
    await using stage = await open()
    const claims = await claimsOf(stage.url, {
      client_email: ROBOT,
      private_key: privateKey,
      ...(subject && { subject }),
    })
    assert.deepEqual([claims.iss, claims.sub], [ROBOT, subject])
    stage.ledger.only({ path: '/token', status: 200 })
  })
}

/** What the assertion of a credential says. The ledger keeps no assertions: the request is read on its way. */
async function claimsOf(
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const allowLoopbackOrigins = new Map([['https://oauth2.googleapis.com', url]])
  const sender = createSender({ allowLoopbackOrigins })
  const bodies: string[] = []
  const now = () => NOW
  const authorizer = createAuthorizer(googleDrive, matchCredential(googleDrive, fields), {
    now,
    tokens: new AccessTokens(inMemory(), now),
    key: 'robot',
    sender: {
      close: () => sender.close(),
      send(request, options) {
        bodies.push(String(request.body))
        return sender.send(request, options)
      },
    },
  })
  await authorizer.authorize({ method: 'GET', url: new URL(googleDrive.server.url), headers: {} })
  await sender.close()
  const [, claims = ''] = new URLSearchParams(bodies[0]).get('assertion')?.split('.') ?? []
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

test('bytes go up in pieces and come down with the token of a service account', async () => {
  await using stage = await open()
  const credential = { client_email: ROBOT, private_key: privateKey }
  const content = Buffer.alloc(9 * 1024 * 1024, 'b')
  const file = { type: 'text/plain', content }
  const upload = { entity: 'files', action: 'upload_large', params: { name: 'b.txt' } }
  const { id } = (await stage.call(upload, { credential, file })).data as { readonly id: string }
  const request = { entity: 'files', action: 'download', params: { fileId: id } }
  const { length, body } = await stage.download(request, { first: 0, last: 3 }, { credential })
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  assert.deepEqual([length, Buffer.concat(pieces).toString()], [4, 'bbbb'])
})

for (const [who, credential] of [
  ['a key that is not the account’s', { client_email: ROBOT, private_key: stranger.privateKey }],
  ['an account that is not known', { client_email: 'nobody@x.example', private_key: privateKey }],
] as const) {
  test(`${who} gets no token, and Drive is not asked`, async () => {
    await using stage = await open()
    const error = await failure(stage.call(LIST, { credential }))
    assert.deepEqual(
      [error.code, error.act, error.upstream?.host],
      ['credential_invalid', 'user', 'oauth2.googleapis.com'],
    )
    assert.equal(stage.ledger.count({ path: '/drive/v3/files' }), 0)
    assert.ok(!error.message.includes('BEGIN'))
  })
}

test('what is no key is refused before anything is sent', async () => {
  await using stage = await open()
  const credential = { client_email: ROBOT, private_key: 'not-a-key' }
  assert.equal((await failure(stage.call(LIST, { credential }))).code, 'credential_mismatch')
  assert.equal(stage.ledger.count(), 0)
})

test('an access token may come with what would refresh it, and is used as it is', async () => {
  await using stage = await open()
  const credential = {
    access_token: 'practice-token',
    refresh_token: '1//r',
    client_id: 'app',
    client_secret: 's',
  }
  await stage.call(LIST, { credential })
  stage.ledger.only({ token: 'practice-token', status: 200 })
  const { access_token: _, refresh_token: __, ...rest } = credential
  const error = await failure(stage.call(LIST, { credential: rest }))
  assert.equal(error.code, 'credential_mismatch')
})

test('the definition with both ways to authenticate is consistent, and lists where tokens come from', () => {
  assert.deepEqual(checkDefinition(googleDrive), [])
  assert.equal(
    googleDrive.server.origins.tokens.url,
    new URL(googleDrive.auth.service_account.mechanism.token).origin,
  )
})
