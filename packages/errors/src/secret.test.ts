import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { serialize } from 'node:v8'
import fc from 'fast-check'
import { SallyportError } from './sallyport-error.ts'
import { Secret } from './secret.ts'

test('a secret gives its value to whoever asks for it by that word', () => {
  assert.equal(new Secret('ghp_example').reveal(), 'ghp_example')
})

/** Ways in which values end up as text: on purpose, by accident, in a log, in an error. */
const PRINTED: readonly (readonly [way: string, print: (secret: Secret) => string])[] = [
  ['a template string', (secret) => `Bearer ${secret}`],
  ['concatenation', (secret) => `Bearer ${[secret]}`],
  ['String', (secret) => String(secret)],
  ['toLocaleString', (secret) => secret.toLocaleString()],
  ['JSON', (secret) => JSON.stringify({ nested: [secret] })],
  ['its members', (secret) => JSON.stringify(Object.entries({ ...secret }))],
  ['inspect', (secret) => inspect(secret)],
  ['inspect of what holds it', (secret) => inspect(new Map([[{ secret }, [secret]]]), { depth: 9 })],
  ['inspect that shows hidden members', (secret) => inspect({ secret }, { showHidden: true })],
  ['inspect without our own printing', (secret) => inspect({ secret }, { customInspect: false })],
  ['a log line', (secret) => ['%s', '%o', '%O', '%j', '%d'].map((way) => format(way, secret)).join()],
  ['serialisation', (secret) => serialize({ secret }).toString('latin1')],
  ['a copy', (secret) => inspect(structuredClone({ secret }))],
  ['an error that names it', (secret) => inspect(new Error(`refused ${secret}`, { cause: secret }))],
  ['one of our errors', (secret) => inspect(errorAround(secret), { depth: 9 })],
  ['one of our errors as JSON', (secret) => JSON.stringify(errorAround(secret))],
]

for (const [way, print] of PRINTED) {
  test(`a secret is not seen in ${way}`, () => {
    assert.doesNotMatch(print(new Secret('ghp_example')), /ghp_example/)
    const value = fc.string({ minLength: 12, unit: 'grapheme-ascii' })
    fc.assert(
      fc.property(value, (text) => !print(new Secret(text)).includes(text)),
      { numRuns: 50 },
    )
  })
}

test('what is shown in its place says that something was there', () => {
  const token = new Secret('ghp_example')
  assert.equal(`${token} ${JSON.stringify({ token })}`, '[redacted] {"token":"[redacted]"}')
  assert.equal(inspect({ token }), '{ token: [redacted] }')
})

function errorAround(secret: Secret): SallyportError {
  return new SallyportError('credential_invalid', `refused ${secret}`, {
    fix: `replace ${secret}`,
    problems: [{ field: 'credentials.token', code: 'format', message: `${secret}`, details: { secret } }],
    cause: new Error('refused', { cause: { secret } }),
  })
}
