import assert from 'node:assert/strict'
import { createSecretKey, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AcceptedIssuer } from './accepted-credential.ts'
import { createAdmit } from './admit.ts'
import { credentialHash } from './credential-hash.ts'
import type { CredentialScheme, JwtScheme } from './scheme.ts'
import { ed448, ed25519, jwk, otherRsa, p256, p384, p521, pem, rsa, signedJwt } from './testing/jwt.ts'
import { NOW, refusal, visit, withAuthorization } from './testing/received.ts'

const SECONDS = NOW / 1000
const CLAIMS = { iss: 'app', exp: SECONDS + 60, iat: SECONDS - 60 }
const SECRET = 'a shared secret of thirty-two bytes'
const shared = createSecretKey(Buffer.from(SECRET))
const oct = JSON.stringify({ kty: 'oct', k: Buffer.from(SECRET).toString('base64url') })

/** What is said of a token under one scheme `jwt`. */
function judged(token: string, issuer: Partial<AcceptedIssuer> = {}, scheme: Partial<JwtScheme> = {}) {
  const accepted = [{ issuer: 'app', key: rsa.publicKey, ...issuer }]
  return refusal(
    visit({ schemes: [{ scheme: 'jwt', ...scheme }], accepted }, withAuthorization(`Bearer ${token}`)),
  )?.replace('header authorization ', '')
}

const BAD_ALG = "invalid_credential: unsupported: has an 'alg' that is not accepted"
const BAD_SIGNATURE = 'invalid_credential: invalid: has a signature that does not match'
const NO_JWT = 'invalid_credential: unreadable: is no JWT'

const ALGORITHMS: readonly (readonly [string, KeyObject, KeyObject])[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map(
    (alg) => [alg, rsa.privateKey, rsa.publicKey] as const,
  ),
  ['ES256', p256.privateKey, p256.publicKey],
  ['ES384', p384.privateKey, p384.publicKey],
  ['ES512', p521.privateKey, p521.publicKey],
  ['EdDSA', ed25519.privateKey, ed25519.publicKey],
  ['Ed25519', ed25519.privateKey, ed25519.publicKey],
  ['EdDSA', ed448.privateKey, ed448.publicKey],
  ...['HS256', 'HS384', 'HS512'].map((alg) => [alg, shared, shared] as const),
]

for (const [alg, secret, key] of ALGORITHMS) {
  test(`${alg} is let in with the ${key.asymmetricKeyType ?? 'shared'} key it was signed with, in every form`, () => {
    const token = signedJwt({ alg }, CLAIMS, secret)
    const text = key.type === 'secret' ? oct : jwk(key)
    assert.equal(judged(token, { key }), undefined)
    assert.equal(judged(token, { key: text }), undefined)
    if (key.type !== 'secret') assert.equal(judged(token, { key: pem(key) }), undefined)
    assert.equal(judged(token.replace(/.{4}$/, 'AAAA'), { key }), BAD_SIGNATURE)
  })

  test(`${alg} is refused for every key that does not fit (${key.asymmetricKeyType ?? 'shared'})`, () => {
    const token = signedJwt({ alg }, CLAIMS, secret)
    const unfit = ALGORITHMS.filter(
      ([, , other]) => other.asymmetricKeyType !== key.asymmetricKeyType || other.type !== key.type,
    )
    for (const [, , other] of unfit)
      assert.equal(
        judged(token, { key: other }),
        alg === 'EdDSA' && other.asymmetricKeyType?.startsWith('ed') ? BAD_SIGNATURE : BAD_ALG,
      )
  })
}

test('a curve other than the one of the algorithm is refused', () => {
  assert.equal(judged(signedJwt({ alg: 'ES256' }, CLAIMS, p384.privateKey), { key: p384.publicKey }), BAD_ALG)
})

const CONFUSIONS = [
  ['none', 'none', ''],
  ['None', 'none', ''],
  ['HS256 with the public key in PEM as the secret', 'HS256', pem(rsa.publicKey)],
  ['HS256 with the public key as a JWK as the secret', 'HS256', jwk(rsa.publicKey)],
] as const

for (const [what, alg, key] of CONFUSIONS) {
  test(`an alg of ${what} is refused`, () => {
    assert.equal(judged(signedJwt({ alg }, CLAIMS, key)), BAD_ALG)
    assert.equal(judged(signedJwt({ alg }, CLAIMS, key), { key: pem(rsa.publicKey) }), BAD_ALG)
  })
}

test('a signature of another key is refused', () => {
  assert.equal(judged(signedJwt({ alg: 'RS256' }, CLAIMS, otherRsa.privateKey)), BAD_SIGNATURE)
})

test('the algorithms that vendor and caller name are the only ones', () => {
  const token = signedJwt({ alg: 'RS256' }, CLAIMS, rsa.privateKey)
  assert.equal(judged(token, { algorithms: ['RS256'] }, { algorithms: ['RS256', 'ES256'] }), undefined)
  assert.equal(judged(token, { algorithms: ['RS512'] }), BAD_ALG)
  assert.equal(judged(token, {}, { algorithms: ['PS256'] }), BAD_ALG)
})

const EXPIRED = "expired_credential: invalid: is expired by its claim 'exp'"
const CLAIM_CASES: readonly (readonly [string, object, Partial<JwtScheme>, string | undefined])[] = [
  ['exp is one second ahead', { exp: SECONDS + 1 }, {}, undefined],
  ['exp is now', { exp: SECONDS }, {}, EXPIRED],
  ['exp is over', { exp: SECONDS - 1 }, {}, EXPIRED],
  [
    'exp is missing',
    { exp: undefined },
    {},
    "invalid_credential: invalid: has no claim 'exp' that is a number",
  ],
  [
    'exp is a text',
    { exp: '9999999999' },
    {},
    "invalid_credential: invalid: has no claim 'exp' that is a number",
  ],
  ['exp is as far ahead as may be', { exp: SECONDS + 600 }, { maxAge: 600 }, undefined],
  [
    'exp is too far ahead',
    { exp: SECONDS + 601 },
    { maxAge: 600 },
    "invalid_credential: invalid: has a claim 'exp' over 600 seconds ahead",
  ],
  ['iat is now', { iat: SECONDS }, {}, undefined],
  ['iat is missing', { iat: undefined }, {}, undefined],
  [
    'iat is in the future',
    { iat: SECONDS + 1 },
    {},
    "invalid_credential: invalid: has a claim 'iat' in the future",
  ],
  ['iat is a text', { iat: '1' }, {}, "invalid_credential: invalid: has a claim 'iat' that is no number"],
  ['nbf is now', { nbf: SECONDS }, {}, undefined],
  [
    'nbf is in the future',
    { nbf: SECONDS + 1 },
    {},
    "invalid_credential: invalid: has a claim 'nbf' in the future",
  ],
  ['aud is the audience', { aud: 'us' }, { audience: 'us' }, undefined],
  ['aud lists the audience', { aud: ['them', 'us'] }, { audience: 'us' }, undefined],
  ['aud is not asked for', { aud: 'them' }, {}, undefined],
  [
    'aud is another',
    { aud: 'them' },
    { audience: 'us' },
    "invalid_credential: invalid: has another audience in 'aud'",
  ],
  [
    'aud lists others',
    { aud: ['uss'] },
    { audience: 'us' },
    "invalid_credential: invalid: has another audience in 'aud'",
  ],
  ['aud is missing', {}, { audience: 'us' }, "invalid_credential: invalid: has another audience in 'aud'"],
  ['iss is another', { iss: 'them' }, {}, "invalid_credential: invalid: is of no accepted issuer in 'iss'"],
  [
    'iss is missing',
    { iss: undefined },
    {},
    "invalid_credential: invalid: is of no accepted issuer in 'iss'",
  ],
  ['iss is no text', { iss: ['app'] }, {}, "invalid_credential: invalid: is of no accepted issuer in 'iss'"],
]

for (const [what, claims, scheme, expected] of CLAIM_CASES) {
  test(`a JWT whose ${what} is ${expected ?? 'let in'}`, () => {
    assert.equal(
      judged(
        signedJwt({ alg: 'ES256' }, { ...CLAIMS, ...claims }, p256.privateKey),
        { key: p256.publicKey },
        scheme,
      ),
      expected,
    )
  })
}

test('a JWT that is expired and of another key is invalid before it is expired', () => {
  assert.equal(judged(signedJwt({ alg: 'RS256' }, { ...CLAIMS, exp: 1 }, otherRsa.privateKey)), BAD_SIGNATURE)
})

const good = signedJwt({ alg: 'ES256' }, CLAIMS, p256.privateKey)
const [head = '', payload = '', tail = ''] = good.split('.')
const deep = Buffer.from(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`).toString('base64url')

const SHAPES = [
  ['an opaque token', 'abc'],
  ['two parts', `${head}.${payload}`],
  ['four parts', `${good}.`],
  ['padding', `${head}=.${payload}.${tail}`],
  ['base64 in place of base64url', `${head}.${payload}.${tail.slice(0, -2)}+/`],
  ['a sign that is no base64url', `${head}.${payload}*.${tail}`],
  ['bits after the end', `${head}.${payload}.AB`],
  ['a header that is no JSON', `e30x.${payload}.${tail}`],
  ['claims that are a list', `${head}.W10.${tail}`],
  ['claims that are nested deeply', `${head}.${deep}.${tail}`],
  ['an empty token', '..'],
  ['over 16 kB', `${head}.${payload}.${'A'.repeat(16 * 1024)}`],
] as const

for (const [what, token] of SHAPES) {
  test(`${what} is no JWT`, () => assert.equal(judged(token, { key: p256.publicKey }), NO_JWT))
}

test('a JWT with critical extensions is refused', () => {
  const token = signedJwt(
    { alg: 'RS256', crit: ['b64'], b64: false } as { alg: string },
    CLAIMS,
    rsa.privateKey,
  )
  assert.equal(judged(token), "invalid_credential: unsupported: has a header 'crit'")
})

test('the number of an application may be sent as a number', () => {
  const token = signedJwt({ alg: 'RS256' }, { ...CLAIMS, iss: 12345 }, rsa.privateKey)
  assert.equal(judged(token, { issuer: '12345' }), undefined)
})

test('the subject is sub, else iss; scopes are those of the issuer', () => {
  const schemes = [{ scheme: 'jwt' } as const]
  const accepted = [{ issuer: 'app', key: rsa.publicKey, scopes: ['app'] }]
  const found = [CLAIMS, { ...CLAIMS, sub: 'ada' }].map((claims) => {
    const token = signedJwt({ alg: 'RS256' }, claims, rsa.privateKey)
    const { subject, scopes, credential } = visit({ schemes, accepted }, withAuthorization(`Bearer ${token}`))
    return [subject, scopes, credential === credentialHash(token)]
  })
  assert.deepEqual(found, [
    ['app', ['app'], true],
    ['ada', ['app'], true],
  ])
})

test('two keys of one issuer are both accepted while they are rotated', () => {
  const accepted = [rsa, otherRsa].map(({ publicKey }) => ({ issuer: 'app', key: publicKey }))
  for (const { privateKey } of [rsa, otherRsa]) {
    const token = signedJwt({ alg: 'RS256' }, CLAIMS, privateKey)
    assert.equal(
      refusal(visit({ schemes: [{ scheme: 'jwt' }], accepted }, withAuthorization(`Bearer ${token}`))),
      undefined,
    )
  }
})

test('any change of one character of a JWT is refused', () => {
  const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.']
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.constantFrom(...characters), (place, character) => {
      fc.pre(good[place] !== character)
      const changed = good.slice(0, place) + character + good.slice(place + 1)
      assert.notEqual(judged(changed, { key: p256.publicKey }), undefined)
    }),
  )
})

test('beside bearer, a JWT of an accepted issuer goes to jwt and every other token to bearer', async () => {
  const foreign = signedJwt({ alg: 'RS256' }, { ...CLAIMS, iss: 'them' }, rsa.privateKey)
  const fixed = signedJwt({ alg: 'RS256' }, { ...CLAIMS, exp: 1 }, rsa.privateKey)
  const spoilt = signedJwt({ alg: 'RS256' }, CLAIMS, otherRsa.privateKey)
  const accepted = [{ issuer: 'app', key: rsa.publicKey }, 'opaque', fixed]
  const both: readonly CredentialScheme[] = [{ scheme: 'jwt' }, { scheme: 'bearer' }]
  for (const schemes of [both, both.toReversed()]) {
    const asked: string[] = []
    const issued = async (token: string) => void asked.push(token)
    const admit = createAdmit({
      schemes,
      accepted,
      now: () => NOW,
      issued: async (token) => issued(token).then(() => undefined),
    })
    const problem = async (token: string) => (await admit(withAuthorization(`Bearer ${token}`))).problem
    const own = signedJwt({ alg: 'RS256' }, CLAIMS, rsa.privateKey)
    assert.deepEqual(await Promise.all([own, 'opaque', fixed].map(problem)), [
      undefined,
      undefined,
      undefined,
    ])
    assert.deepEqual(asked, [])
    assert.deepEqual(await Promise.all([spoilt, foreign].map(problem)), [
      'invalid_credential',
      'invalid_credential',
    ])
    assert.deepEqual(asked, [foreign])
  }
})
