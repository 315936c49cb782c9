import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAdmit } from './admit.ts'
import { credentialHash } from './credential-hash.ts'
import type { AskIssued } from './judgement.ts'
import { NOW, received, refusal, visit, withAuthorization } from './testing/received.ts'

const accepted = [
  'plain',
  { token: 'owned', subject: 'ada', scopes: ['read'] },
  { token: 'old', expiresAt: NOW },
  { token: 'young', expiresAt: NOW + 1 },
  { username: 'user', password: 'pass' },
]
const MISSING =
  "unauthenticated: header authorization missing: must have a credential in header 'authorization'"
const UNSUPPORTED =
  'unauthenticated: header authorization unsupported: has no credential in a form that this server takes'
const UNKNOWN = 'invalid_credential: header authorization invalid: is no credential of this server'
const EXPIRED = 'expired_credential: header authorization invalid: is expired'

const CASES = [
  ['Bearer', 'Bearer plain', undefined],
  ['Bearer', 'bEARER   plain', undefined],
  ['Bearer', 'Bearer owned', undefined],
  ['Bearer', 'Bearer young', undefined],
  ['Bearer', 'Bearer old', EXPIRED],
  ['Bearer', 'Bearer other', UNKNOWN],
  ['Bearer', 'Bearer user:pass', UNKNOWN],
  ['Bearer', 'Bearer plain,plain', UNKNOWN],
  ['Bearer', 'Bearer plain plain', UNSUPPORTED],
  ['Bearer', 'Bearerplain', UNSUPPORTED],
  ['Bearer', 'Bearer', UNSUPPORTED],
  ['Bearer', 'plain', UNSUPPORTED],
  ['Bearer', 'token plain', UNSUPPORTED],
  ['Bearer', '', MISSING],
  ['Bearer|token', 'Token plain', undefined],
  ['Bearer|token', 'Bearer plain', undefined],
  ['', 'plain', undefined],
  ['', 'Bearer plain', UNSUPPORTED],
  ['Bearer|', 'Bearer plain', undefined],
  ['Bearer|', 'plain', undefined],
  ['|Bearer', 'Bearer plain', undefined],
] as const

for (const [prefixes, authorization, expected] of CASES) {
  test(`'${authorization}' before the prefixes '${prefixes}' is ${expected ?? 'let in'}`, () => {
    const schemes = [{ scheme: 'bearer', prefixes: prefixes.split('|') } as const]
    assert.equal(refusal(visit({ schemes, accepted }, withAuthorization(authorization))), expected)
  })
}

test('a request without the header is unauthenticated and has no credential', () => {
  const visitor = visit({ schemes: [{ scheme: 'bearer' }], accepted }, received())
  assert.equal(refusal(visitor), MISSING)
  assert.equal(visitor.credential, null)
  assert.deepEqual(visitor.presented, {})
})

test('a token brings its subject and its scopes', () => {
  const visitor = visit({ schemes: [{ scheme: 'bearer' }], accepted }, withAuthorization('Bearer owned'))
  const hash = credentialHash('owned')
  assert.deepEqual(visitor, {
    credential: hash,
    presented: { authorization: hash },
    subject: 'ada',
    scopes: ['read'],
    problem: undefined,
    violation: undefined,
  })
})

test('a token that is refused brings no subject', () => {
  const owned = { token: 'owned', subject: 'ada', scopes: ['read'], expiresAt: NOW - 1 }
  const visitor = visit(
    { schemes: [{ scheme: 'bearer' }], accepted: [owned] },
    withAuthorization('Bearer owned'),
  )
  assert.deepEqual(
    [visitor.subject, visitor.scopes, visitor.credential],
    [undefined, undefined, credentialHash('owned')],
  )
})

const ISSUED = [
  ['Bearer good', undefined, 'bob', ['write']],
  ['Bearer late', EXPIRED, undefined, undefined],
  ['Bearer other', UNKNOWN, undefined, undefined],
] as const

for (const [authorization, expected, subject, scopes] of ISSUED) {
  test(`of '${authorization}' the authorization server decides`, async () => {
    const asked: string[] = []
    const issued: AskIssued = async (token) => {
      asked.push(token)
      if (token === 'late') return 'expired'
      return token === 'good' ? { subject: 'bob', scopes: ['write'] } : undefined
    }
    const admit = createAdmit({ schemes: [{ scheme: 'bearer' }], accepted, now: () => NOW, issued })
    const visitor = await admit(withAuthorization(authorization))
    assert.equal(refusal(visitor), expected)
    assert.deepEqual([visitor.subject, visitor.scopes], [subject, scopes])
    assert.deepEqual(asked, [authorization.slice(7)])
  })
}

test('of an accepted token, even an expired one, the authorization server is not asked', () => {
  const issued: AskIssued = () => assert.fail('was asked')
  const options = { schemes: [{ scheme: 'bearer' } as const], accepted, issued }
  assert.equal(refusal(visit(options, withAuthorization('Bearer plain'))), undefined)
  assert.equal(refusal(visit(options, withAuthorization('Bearer old'))), EXPIRED)
})

test('a token expires while the server runs', () => {
  let time = NOW
  const admit = createAdmit({ schemes: [{ scheme: 'bearer' }], accepted, now: () => time })
  const problems = [0, 1, 2].map((later) => {
    time = NOW + later
    const visitor = admit(withAuthorization('Bearer young'))
    return visitor instanceof Promise ? assert.fail('is known at once') : visitor.problem
  })
  assert.deepEqual(problems, [undefined, 'expired_credential', 'expired_credential'])
})
