import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { userAndPassword } from './basic.ts'
import { credentialHash } from './credential-hash.ts'
import type { BasicScheme } from './scheme.ts'
import { refusal, visit, withAuthorization } from './testing/received.ts'

const accepted = [
  { username: 'ada', password: 'a:b:c', scopes: ['read'] },
  { username: 'zoë', password: 'пароль' },
  { username: '', password: 'anonymous' },
  'sk_key',
  { token: 'sk_old', expiresAt: 1 },
]
const UNKNOWN = 'invalid_credential: header authorization invalid: is no credential of this server'
const UNREADABLE =
  'invalid_credential: header authorization unreadable: is not base64 of user:password in UTF-8'

function base64(text: string, encoding: BufferEncoding = 'utf8'): string {
  return Buffer.from(text, encoding).toString('base64')
}

type Case = readonly [string, BasicScheme['holds'], string, string | undefined]

const CASES: readonly Case[] = [
  ['a password with colons', undefined, base64('ada:a:b:c'), undefined],
  ['a password in UTF-8', undefined, base64('zoë:пароль'), undefined],
  ['an empty user name', undefined, base64(':anonymous'), undefined],
  ['a wrong password', undefined, base64('ada:a:b'), UNKNOWN],
  ['a user name without its password', undefined, base64('ada:'), UNKNOWN],
  ['a key as a user name', 'userOnly', base64('sk_key:'), undefined],
  ['a key as a user name where pairs are taken', 'userAndPassword', base64('sk_key:'), undefined],
  [
    'an expired key',
    'userOnly',
    base64('sk_old:'),
    'expired_credential: header authorization invalid: is expired',
  ],
  [
    'a key with a password',
    'userOnly',
    base64('sk_key:x'),
    'invalid_credential: header authorization invalid: must have an empty password',
  ],
  ['a key with a password where pairs are taken', undefined, base64('sk_key:x'), UNKNOWN],
  ['an unknown key', 'userOnly', base64('sk_other:'), UNKNOWN],
  ['a key as a password', undefined, base64(':sk_key'), UNKNOWN],
  ['no colon', undefined, base64('sk_key'), UNREADABLE],
  ['Latin-1', undefined, base64('zoë:x', 'latin1'), UNREADABLE],
  ['a control character', undefined, base64('ada:a\u0007'), UNREADABLE],
  ['no padding', undefined, base64('ada:a:b:c:').replaceAll('=', ''), UNREADABLE],
  ['base64url', undefined, 'YWRhOj8_Pz8=', UNREADABLE],
  ['no base64', undefined, '!!!', UNREADABLE],
  ['two words', undefined, `${base64('ada:a:b:c')} x`, UNREADABLE],
]

for (const [what, holds, encoded, expected] of CASES) {
  test(`Basic with ${what} is ${expected ?? 'let in'}`, () => {
    const schemes = [{ scheme: 'basic', ...(holds ? { holds } : {}) } as const]
    assert.equal(refusal(visit({ schemes, accepted }, withAuthorization(`basic ${encoded}`))), expected)
  })
}

test('the credential is user:password, or the user name when the password is empty', () => {
  const schemes = [{ scheme: 'basic' } as const]
  const pair = visit({ schemes, accepted }, withAuthorization(`Basic ${base64('ada:a:b:c')}`))
  const key = visit({ schemes, accepted }, withAuthorization(`Basic ${base64('sk_key:')}`))
  assert.deepEqual(
    [pair.credential, pair.presented],
    [credentialHash('ada:a:b:c'), { authorization: credentialHash('ada:a:b:c') }],
  )
  assert.deepEqual(pair.scopes, ['read'])
  assert.equal(key.credential, credentialHash('sk_key'))
})

test('every pair is read as it was written', () => {
  const word = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\p{Cc}/gu, ''))
  const name = word.map((text) => text.replaceAll(':', ''))
  fc.assert(
    fc.property(name, word, (user, password) => {
      assert.deepEqual(userAndPassword(base64(`${user}:${password}`)), { user, password })
    }),
  )
})

test('the first colon ends the user name', () => {
  assert.deepEqual(userAndPassword(base64('ada:a:b:c')), { user: 'ada', password: 'a:b:c' })
})

test('no text makes the reader throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void userAndPassword(text)))
})
