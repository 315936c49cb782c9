import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { failureOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { matchCredential } from './match-credential.ts'

const TOKEN = 'wx_0123456789abcdef'

for (const [title, given, alternative, fields] of [
  ['a field', { token: TOKEN }, 'token', { token: TOKEN }],
  ['an alias', { personal_token: TOKEN }, 'token', { token: TOKEN }],
  ['another field', { access_token: TOKEN }, 'oauth', { access_token: TOKEN }],
  ['several fields', { client: 'acme', key: TOKEN }, 'pair', { client: 'acme', key: TOKEN }],
  [
    'several fields, one by its alias',
    { client: 'acme', api_key: TOKEN },
    'pair',
    { client: 'acme', key: TOKEN },
  ],
  ['a field below credentials', { credentials: { token: TOKEN } }, 'token', { token: TOKEN }],
  [
    'the spelling of replication',
    { credentials: { option_title: 'PAT Credentials', personal_token: TOKEN } },
    'token',
    { token: TOKEN },
  ],
  ['a discriminator beside it', { auth_type: 'PAT', token: TOKEN }, 'token', { token: TOKEN }],
  ['spaces around it', { token: ` ${TOKEN}\n` }, 'token', { token: TOKEN }],
  ['two spellings that agree', { token: TOKEN, personal_token: TOKEN }, 'token', { token: TOKEN }],
  [
    'empty fields beside it',
    { token: TOKEN, access_token: '', key: null, x: undefined },
    'token',
    { token: TOKEN },
  ],
] as const) {
  test(`a credential is matched by ${title}`, () => {
    assert.deepEqual(matchCredential(weather, given), {
      definitionId: weather.id,
      alternative,
      fields,
      origins: ['https://api.weather.example'],
    })
  })
}

for (const [title, given, message] of [
  ['nothing', {}, /fit no way to authenticate\. Keys given: none\./],
  ['empty values', { token: '', key: null }, /fit no way .* Keys given: none\./],
  ['discriminators alone', { option_title: 'PAT', auth_type: 'x' }, /Keys given: none\./],
  ['a part of a way', { client: 'acme' }, /fit no way .* Keys given: "client"\./],
  [
    'two ways',
    { token: TOKEN, access_token: TOKEN },
    /more than one way .* Keys given: "token", "access_token"\./,
  ],
  [
    'an unknown key',
    { token: TOKEN, colour: 'x' },
    /keys that are not known\. Keys given: "token", "colour"\./,
  ],
  ['a mistyped key', { tokn: TOKEN }, /not known\. Keys given: "tokn"\./],
  ['a key of every object', { toString: TOKEN }, /not known\. Keys given: "toString"\./],
  ['a prototype', JSON.parse(`{"__proto__":{"token":"${TOKEN}"}}`), /Keys given: "__proto__"\./],
  ['text in place of fields', { credentials: TOKEN }, /Keys given: none\./],
  ['a list in place of fields', { credentials: [TOKEN] }, /Keys given: "0"\./],
  ['deeper nesting', { credentials: { credentials: { token: TOKEN } } }, /Keys given: none\./],
] as const) {
  test(`${title} is refused with the keys given and the ways there are`, () => {
    const error = failureOf(() => matchCredential(weather, given))
    assert.equal(error.code, 'credential_mismatch')
    assert.match(error.message, message)
    assert.match(error.message, /Ways: token \(token\); oauth \(access_token\); pair \(client and key\)\.$/)
    assert.ok(error.fix)
  })
}

for (const [title, value] of [
  ['a number', 12345678],
  ['a list', [TOKEN]],
  ['an object', { value: TOKEN }],
  ['true', true],
  ['spaces', '   '],
  ['a line break', `${TOKEN}\r\nx-admin: 1`],
  ['a control character', `${TOKEN}\u0000`],
  ['a space inside', `${TOKEN} ${TOKEN}`],
  ['the quotes of a word processor', `“${TOKEN}”`],
  ['a character beyond ASCII', `${TOKEN}é`],
  ['16 KB and one', 'x'.repeat(16_385)],
] as const) {
  test(`a value that is or holds ${title} is refused by the name of its field`, () => {
    const error = failureOf(() => matchCredential(weather, { credentials: { personal_token: value } }))
    assert.equal(error.code, 'credential_mismatch')
    assert.deepEqual(
      error.problems.map(({ field, code }) => [field, code]),
      [['credentials.token', 'format']],
    )
  })
}

test('two spellings that differ are a contradiction', () => {
  const error = failureOf(() => matchCredential(weather, { token: TOKEN, personal_token: `${TOKEN}x` }))
  assert.deepEqual(error.problems, [
    {
      field: 'credentials.token',
      code: 'conflict',
      message: '"token" and "personal_token" mean the same and differ. Give one of them.',
    },
  ])
})

for (const [title, given, problems] of [
  ['nothing', {}, ['credentials missing: No field of any way to authenticate is given.']],
  [
    'a mistyped key, for what it was meant',
    { tokn: TOKEN },
    ['credentials.tokn unknown: "tokn" is no field of a credential for Weather. Did you mean "token"?'],
  ],
  [
    'a mistyped key below credentials, and what is missing beside it',
    { credentials: { option_title: 'Pair', cliemt: 'acme' } },
    [
      'credentials.cliemt unknown: "cliemt" is no field of a credential for Weather. Did you mean "client"?',
      'credentials.key missing: "key" is missing, which the way "pair" needs.',
    ],
  ],
  [
    'a part of a way',
    { client: 'acme' },
    ['credentials.key missing: "key" is missing, which the way "pair" needs.'],
  ],
  [
    'everything at once',
    { colour: 'red', client: 'ac me', credentials: { client: 'other' } },
    [
      'credentials.colour unknown: "colour" is no field of a credential for Weather.',
      'credentials.key missing: "key" is missing, which the way "pair" needs.',
      'credentials.client conflict: "client" is given beside "credentials" and below it, and differs. Give it once.',
    ],
  ],
  [
    'an unknown key beside a value that cannot be and one that contradicts itself',
    { colour: 'red', client: 'ac me', key: TOKEN, api_key: `${TOKEN}x` },
    [
      'credentials.colour unknown: "colour" is no field of a credential for Weather.',
      'credentials.client format: "client" is to be text of 1 to 16384 visible ASCII characters without spaces.',
      'credentials.key conflict: "key" and "api_key" mean the same and differ. Give one of them.',
    ],
  ],
  [
    'two ways',
    { token: TOKEN, access_token: 'a b' },
    ['credentials ambiguous: The fields of "token" and "oauth" are given. Give one.'],
  ],
] as const) {
  test(`every problem is told at once: ${title}`, () => {
    const error = failureOf(() => matchCredential(weather, given))
    assert.deepEqual(
      error.problems.map(({ field, code, message }) => `${field} ${code}: ${message}`),
      problems,
    )
  })
}

test('what is given twice and agrees is given once', () => {
  assert.deepEqual(matchCredential(weather, { token: TOKEN, credentials: { token: ` ${TOKEN}` } }).fields, {
    token: TOKEN,
  })
})

test('every unknown key is a problem, of very many the first', () => {
  const error = failureOf(() => matchCredential(weather, { token: TOKEN, a: 1, b: 2 }))
  assert.deepEqual(
    error.problems.map(({ field }) => field),
    ['credentials.a', 'credentials.b'],
  )
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`${at}`.repeat(100), 1]))
  const bounded = failureOf(() => matchCredential(weather, many))
  assert.equal(bounded.problems.length, 20)
  assert.ok(bounded.message.length < 10_000)
})

test('no value is ever in an error', () => {
  const secret = fc
    .uint8Array({ minLength: 6, maxLength: 40 })
    .map((bytes) => Buffer.from(bytes).toString('hex'))
  const spoilt = fc.tuple(secret, fc.constantFrom('\u0000', '\n', ' ', 'é', 'x'.repeat(17_000)))
  const name = fc.constantFrom(
    ...[
      'token',
      'personal_token',
      'access_token',
      'client',
      'key',
      'api_key',
      'option_title',
      'other',
      'credentials',
    ],
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(name, spoilt), { selector: ([key]) => key }),
      fc.boolean(),
      (all, nested) => {
        const values = Object.fromEntries(
          all.map(([key, [value, spoil]]) => [key, `${value}${spoil}${value}`]),
        )
        const error = failureOf(() => matchCredential(weather, nested ? { credentials: values } : values))
        const told = JSON.stringify([error.message, error.fix, error.problems, error.cause])
        for (const [, [value]] of all) assert.ok(!told.includes(value))
      },
    ),
  )
})
