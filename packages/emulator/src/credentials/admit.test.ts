import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { createAdmit } from './admit.ts'
import { credentialHash } from './credential-hash.ts'
import type { CredentialScheme } from './scheme.ts'
import { p256, signedJwt } from './testing/jwt.ts'
import { NOW, received, refusal, startGate, visit, withAuthorization } from './testing/received.ts'

const bearer: CredentialScheme = { scheme: 'bearer' }
const basic: CredentialScheme = { scheme: 'basic' }
const inHeader: CredentialScheme = { scheme: 'apiKey', in: 'header', name: 'X-Api-Key' }
const inQuery: CredentialScheme = { scheme: 'apiKey', in: 'query', name: 'key' }

test('where no scheme is declared everyone is let in and the credential is still hashed', () => {
  const known = { token: 'token', subject: 'ada' }
  const presented = { authorization: credentialHash('token') }
  const visitor = visit({ accepted: [known] }, withAuthorization('Bearer token'))
  assert.deepEqual(visitor, {
    credential: credentialHash('token'),
    presented,
    subject: undefined,
    scopes: undefined,
    problem: undefined,
    violation: undefined,
  })
  assert.equal(visit({}, received()).credential, null)
})

test('the first scheme that a request uses decides, good or bad', () => {
  const options = { schemes: [inHeader, bearer, inQuery], accepted: ['good'] }
  const url = '/?key=good'
  const said = (headers: Record<string, string>) => refusal(visit(options, received({ url, headers })))
  assert.equal(said({}), undefined)
  assert.match(said({ authorization: 'Bearer bad' }) ?? '', /invalid_credential: header authorization/)
  assert.equal(said({ authorization: 'Bearer bad', 'x-api-key': 'good' }), undefined)
  assert.match(
    said({ authorization: 'Bearer good', 'x-api-key': 'bad' }) ?? '',
    /invalid_credential: header x-api-key/,
  )
})

test('a request that uses none of the schemes is told of the first', () => {
  const said = refusal(visit({ schemes: [inQuery, bearer], accepted: [] }, received()))
  assert.equal(said, "unauthenticated: query key missing: must have a credential in query 'key'")
})

const signature = `AWS4-HMAC-SHA256 Credential=AKID/20260102/a/b/aws4_request, SignedHeaders=host, Signature=${'a'.repeat(64)}`

const AUTHORIZATIONS = [
  ['Bearer secret', 'secret'],
  ['token secret', 'secret'],
  ['secret', 'secret'],
  ['Digest username="a", response="b"', 'username="a", response="b"'],
  [`Basic ${Buffer.from('user:secret').toString('base64')}`, 'user:secret'],
  [`Basic ${Buffer.from('secret:').toString('base64')}`, 'secret'],
  ['Basic !', '!'],
  [signature, 'AKID'],
] as const

for (const [authorization, secret] of AUTHORIZATIONS) {
  test(`of '${authorization.slice(0, 40)}', which is not taken here, the hash of '${secret}' is kept`, () => {
    const visitor = visit({ schemes: [inQuery], accepted: [] }, withAuthorization(authorization))
    assert.equal(visitor.problem, 'unauthenticated')
    assert.equal(visitor.credential, credentialHash(secret))
    assert.deepEqual(visitor.presented, { authorization: credentialHash(secret) })
  })
}

test('everything secret that was presented is kept by its name, as hashes', () => {
  const headers = {
    authorization: 'Bearer a',
    'proxy-authorization': 'Basic !',
    cookie: 'session=c; other=d',
    'x-api-key': 'e',
    accept: 'f',
    'content-type': 'application/json',
  }
  const url = '/?access_token=g&%74oken=h&page=i&token=twice'
  const body = Buffer.from('{"secret":"j","more":"k"}')
  const schemes: CredentialScheme[] = [
    { scheme: 'apiKey', in: 'cookie', name: 'session' },
    { scheme: 'apiKey', in: 'body', name: 'secret' },
  ]
  const { presented } = visit({ schemes, accepted: [] }, received({ url, headers, body }))
  const expected = {
    authorization: 'a',
    'proxy-authorization': '!',
    cookie: 'session=c; other=d',
    'x-api-key': 'e',
    access_token: 'g',
    token: 'h',
    session: 'c',
    secret: 'j',
  }
  assert.deepEqual(
    presented,
    Object.fromEntries(Object.entries(expected).map(([name, secret]) => [name, credentialHash(secret)])),
  )
})

test('a secret is found under a name that is written with escapes', () => {
  const { presented } = visit(
    { schemes: [bearer], accepted: [] },
    received({ url: '/?page=1&%74oken=a%20b' }),
  )
  assert.deepEqual(presented, { token: credentialHash('a b') })
})

test('a name that every object has is a name like any other', () => {
  const schemes: CredentialScheme[] = [{ scheme: 'apiKey', in: 'query', name: '__proto__' }]
  const visitor = visit({ schemes, accepted: ['good'] }, received({ url: '/?__proto__=good' }))
  assert.equal(visitor.problem, undefined)
  assert.deepEqual(Object.entries(visitor.presented), [['__proto__', credentialHash('good')]])
})

test('what the authorization server fails with is passed on', async () => {
  const issued = async () => Promise.reject(new Error('down'))
  const admit = createAdmit({ schemes: [bearer], accepted: [], now: () => NOW, issued })
  await assert.rejects(async () => admit(withAuthorization('Bearer a')), /^Error: down$/)
})

test('over real HTTP, credentials of every scheme are told apart', async () => {
  const accepted = ['good', { username: 'ada', password: 'a:b' }]
  const gate = await startGate({ schemes: [bearer, basic, inHeader, inQuery], accepted })
  const pair = Buffer.from('ada:a:b').toString('base64')
  const problem = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(gate.url + path, { headers, signal: AbortSignal.timeout(5000) })
    return JSON.parse(await response.text()).problem
  }
  assert.equal(await problem('/', { authorization: 'Bearer good' }), undefined)
  assert.equal(await problem('/', { authorization: `Basic ${pair}` }), undefined)
  assert.equal(await problem('/', { 'X-API-KEY': 'good' }), undefined)
  assert.equal(await problem('/?key=good', {}), undefined)
  assert.equal(await problem('/?key=bad', {}), 'invalid_credential')
  assert.equal(await problem('/', {}), 'unauthenticated')
})

const SCHEMES: readonly CredentialScheme[] = [
  bearer,
  { scheme: 'bearer', prefixes: [''] },
  basic,
  { scheme: 'basic', holds: 'userOnly' },
  inHeader,
  inQuery,
  { scheme: 'apiKey', in: 'cookie', name: 'key' },
  { scheme: 'apiKey', in: 'body', name: 'key', prefix: 'Key' },
  { scheme: 'jwt', audience: 'us' },
  { scheme: 'awsSignature', service: 'service' },
]

/** The ways in which a secret of letters and digits may come. */
function carrying(secret: string) {
  const basicOf = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const scope = '20260102/us-east-1/service/aws4_request'
  const authorizations = [
    ...['Bearer ', 'bearer  ', 'token ', '', 'Digest ', 'Basic '].map((prefix) => prefix + secret),
    ...[`${secret}:`, `${secret}:x`, `x:${secret}`, secret].map(basicOf),
    `AWS4-HMAC-SHA256 Credential=${secret}/${scope}, SignedHeaders=host, Signature=${'a'.repeat(64)}`,
    `AWS4-HMAC-SHA256 Credential=a/${scope}, SignedHeaders=${secret}, Signature=${secret}`,
    `AWS4-HMAC-SHA256 ${secret}`,
    `Bearer ${signedJwt({ alg: 'ES256' }, { iss: secret, aud: secret }, p256.privateKey)}`,
  ]
  const urls = [
    'key',
    'token',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'X-Amz-Algorithm',
    'X-Amz-Expires',
    'X-Amz-Date',
  ]
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  return [
    ...authorizations.map(withAuthorization),
    ...['x-api-key', 'cookie', 'x-amz-security-token', 'x-amz-date', 'x-amz-content-sha256'].map((name) =>
      received({ headers: { [name]: secret, authorization: signature } }),
    ),
    received({ headers: { cookie: `key=${secret}` } }),
    received({ headers: { 'x-api-key': secret } }),
    ...urls.map((name) => received({ url: `/?X-Amz-Signature=b&${name}=${secret}` })),
    received({ method: 'POST', headers: form, body: Buffer.from(`key=${secret}`) }),
    received({ method: 'POST', headers: form, body: Buffer.from(`key=Key+${secret}`) }),
  ]
}

test('no visitor holds the secret that was presented, whatever the scheme and however it came', () => {
  const letters = fc.stringMatching(/^[A-Za-z][A-Za-z\d]{11,30}$/)
  fc.assert(
    fc.property(letters, fc.subarray([...SCHEMES]), fc.boolean(), (secret, schemes, isKnown) => {
      const known = [
        secret,
        { username: 'x', password: secret },
        { accessKeyId: secret, secretAccessKey: secret },
      ]
      for (const request of carrying(secret)) {
        const visitor = visit({ schemes, accepted: isKnown ? known : [] }, request)
        assert.ok(!inspect(visitor, { depth: 9 }).includes(secret), inspect([request, visitor]))
        assert.ok(!JSON.stringify(visitor).includes(secret))
      }
    }),
    { numRuns: 50 },
  )
})

test('no request makes the gate throw', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const word = fc.constantFrom('Bearer ', 'Basic ', 'AWS4-HMAC-SHA256 Credential=', 'e30.e30.', '')
  fc.assert(
    fc.property(word, fc.tuple(text, text, text), (prefix, [authorization, key, query]) => {
      const headers = { authorization: prefix + authorization, 'x-api-key': key, cookie: key }
      visit({ schemes: SCHEMES, accepted: ['a'] }, received({ url: `/?X-Amz-Signature=a&${query}`, headers }))
    }),
  )
})
