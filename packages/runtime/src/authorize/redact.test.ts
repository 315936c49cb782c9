import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createRedactor } from './redact.ts'

const SECRET = 'wx/0123+456"789=\\é'
const bytes = Buffer.from(SECRET)

function redactText(secrets: readonly string[], body: string): string {
  return Buffer.from(createRedactor(secrets)({ headers: {}, body: Buffer.from(body) }).body).toString()
}

for (const [form, echo] of [
  ['as it is', SECRET],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
  ['in JSON with escaped slashes', JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/')],
  ['percent-encoded', encodeURIComponent(SECRET)],
  ['in base64', bytes.toString('base64')],
  ['in base64url', bytes.toString('base64url')],
  ['in hexadecimal', bytes.toString('hex')],
  ['in upper hexadecimal', bytes.toString('hex').toUpperCase()],
] as const) {
  test(`a secret is removed ${form}, as often as it occurs`, () => {
    assert.equal(redactText([SECRET], echo), '[redacted]')
    assert.equal(
      redactText([SECRET], `{"a":"${echo}","b":"x${echo}${echo}"}`),
      '{"a":"[redacted]","b":"x[redacted][redacted]"}',
    )
  })
}

test('what holds no secret stays the same bytes', () => {
  const body = Buffer.from('{"a":1}')
  const headers = { etag: 'x', link: ['a', 'b'] }
  const answer = createRedactor([SECRET])({ headers, body })
  assert.equal(answer.body, body)
  assert.equal(answer.headers, headers)
})

test('a secret shorter than 8 characters is left, for it could be anything', () => {
  assert.equal(redactText(['1234567', 'de', ''], '{"id":1234567,"lang":"de"}'), '{"id":1234567,"lang":"de"}')
  assert.equal(redactText(['12345678'], 'id 12345678'), 'id [redacted]')
})

test('of two secrets that begin alike no rest is left', () => {
  const body = 'abcdefgh abcdefghijkl'
  assert.equal(redactText(['abcdefgh', 'abcdefghijkl'], body), '[redacted] [redacted]')
  assert.equal(redactText(['abcdefghijkl', 'abcdefgh'], body), '[redacted] [redacted]')
})

test('a secret that overlaps itself is gone', () => {
  assert.ok(!redactText(['abababab'], 'abababababab').includes('abababab'))
})

test('bytes that are no text stay as they are around it', () => {
  const noise = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])
  const answer = createRedactor([SECRET])({ headers: {}, body: Buffer.concat([noise, bytes, noise]) })
  assert.deepEqual(Buffer.from(answer.body), Buffer.concat([noise, Buffer.from('[redacted]'), noise]))
})

test('a view into a larger buffer is redacted within its bounds', () => {
  const whole = new Uint8Array(Buffer.concat([bytes, bytes, bytes]))
  const body = whole.subarray(bytes.length, bytes.length * 2)
  assert.equal(Buffer.from(createRedactor([SECRET])({ headers: {}, body }).body).toString(), '[redacted]')
  assert.deepEqual(Buffer.from(whole.subarray(0, bytes.length)), bytes)
})

test('headers are redacted too, also those that came more than once', () => {
  const headers = {
    echo: `Bearer ${SECRET}`,
    link: ['a', `<?t=${encodeURIComponent(SECRET)}>`],
    none: undefined,
  }
  const answer = createRedactor([SECRET])({ headers, body: new Uint8Array() })
  assert.deepEqual(answer.headers, {
    echo: 'Bearer [redacted]',
    link: ['a', '<?t=[redacted]>'],
    none: undefined,
  })
})

for (const [title, headers, masked] of [
  ['that is nothing else', { echo: 'abcdefgh' }, { echo: '[redacted]' }],
  ['on one of several lines', { link: ['a', 'x abcdefgh'] }, { link: ['a', 'x [redacted]'] }],
] as const) {
  test(`a header ${title} is redacted`, () => {
    assert.deepEqual(createRedactor(['abcdefgh'])({ headers, body: new Uint8Array() }).headers, masked)
  })
}

test('whatever surrounds it, a secret does not survive in any of its forms', () => {
  const secret = fc
    .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
    .filter((text) => text.length >= 8)
  const around = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(secret, around, around, (text, before, after) => {
      const forms = [
        ...[text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)],
        ...(['base64', 'base64url', 'hex'] as const).map((encoding) => Buffer.from(text).toString(encoding)),
      ]
      for (const form of forms) {
        assert.ok(!redactText([text], before + form + after).includes(form))
      }
    }),
  )
})
