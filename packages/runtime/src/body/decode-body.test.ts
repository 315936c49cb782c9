import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { anyText } from '../testing/any-text.ts'
import { failureOf } from '../testing/failure-of.ts'
import { decodeBody } from './decode-body.ts'

type Decode = Parameters<typeof decodeBody>[1]

function decoded(decode: Decode, body: string | Uint8Array, contentType?: string): unknown {
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  return decodeBody({ headers, body: Buffer.from(body) }, decode).value
}

function codeOf(decode: Decode, body: string | Uint8Array, contentType?: string): string {
  const error = failureOf(() => decoded(decode, body, contentType))
  assert.ok(!inspect(error, { depth: 9 }).includes('canary'), 'it quotes what was sent')
  return error.code
}

test('lines of JSON are read back as they were, blank lines and ends of any kind between them', () => {
  // Those that no number holds are told apart below.
  const json = fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value)))
  const lines = fc.array(fc.tuple(json, fc.constantFrom('\n', '\r\n', '\n\n', ' \n\t\n')))
  fc.assert(
    fc.property(lines, fc.boolean(), (values, ended) => {
      const text = values.map(([value, end]) => JSON.stringify(value) + end).join('')
      const expected = values.map(([value]) => JSON.parse(JSON.stringify(value)) as unknown)
      assert.deepEqual(decoded('ndjson', ended ? text : text.trimEnd()), expected)
    }),
  )
})

test('an integer of a line that no number holds is text, and is told', () => {
  const body = Buffer.from('{"id":1}\n{"id":12345678901234567890}\n')
  assert.deepEqual(decodeBody({ headers: {}, body }, 'ndjson'), {
    value: [{ id: 1 }, { id: '12345678901234567890' }],
    bigIntegers: true,
  })
})

test('tables are read back as they were, whatever their cells hold', () => {
  const cell = anyText.map((text) => text.toWellFormed())
  const tables = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      names: fc.uniqueArray(
        cell.map((text) => `c${text}`),
        { minLength: width, maxLength: width },
      ),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }),
      end: fc.constantFrom('\n', '\r\n'),
    }),
  )
  fc.assert(
    fc.property(tables, ({ names, rows, end }) => {
      const quoted = (row: readonly string[]) =>
        row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')
      const text = [names, ...rows].map(quoted).join(end)
      const expected = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])))
      assert.deepEqual(decoded('csv', text), expected)
    }),
  )
})

for (const [decode, body, value] of [
  [
    'csv',
    'a,b\n1,x y\n\n2,"z, ""q"""\n',
    [
      { a: '1', b: 'x y' },
      { a: '2', b: 'z, "q"' },
    ],
  ],
  ['csv', '\ufeffa\r\n007\r\n', [{ a: '007' }]],
  ['csv', 'a,b', []],
  ['csv', '', []],
  ['ndjson', '', []],
  ['text', '', { text: '' }],
  ['text', 'a\n', { text: 'a\n' }],
  [
    'xml',
    '<?xml version="1.0"?><!-- <b> --><a n="1"><b>007</b><b>x &amp; &#233;</b></a>',
    { a: { '@n': '1', b: ['007', 'x & é'] } },
  ],
  ['xml', '<a><![CDATA[<!DOCTYPE html> &amp;]]></a>', { a: '<!DOCTYPE html> &amp;' }],
  ['xml', '<a x="1">t</a>', { a: { '@x': '1', '#text': 't' } }],
  ['json', '{"a":1}', { a: 1 }],
] as const) {
  test(`as ${decode} ${JSON.stringify(body)} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(decoded(decode, body), value)
  })
}

test('text is decoded in the character set that it names, otherwise as UTF-8', () => {
  const latin = Uint8Array.of(0xe9)
  for (const [body, type] of [
    [latin, 'text/plain; charset=ISO-8859-1'],
    ['é', 'text/plain; charset="utf-8"'],
    ['é', 'text/html; charset=none-such'],
    ['é', undefined],
  ] as const) {
    assert.deepEqual(decoded('text', body, type), { text: 'é' })
  }
  assert.deepEqual(decoded('csv', Buffer.concat([Buffer.from('a\n'), latin]), 'text/csv; charset=latin1'), [
    { a: 'é' },
  ])
})

const BOMB = `<!DOCTYPE a [<!ENTITY x "canary">]><a>&x;</a>`

for (const [what, decode, body] of [
  ['a line cut short', 'ndjson', '{"a":1}\n{"canary":'],
  ['a line nested too deep', 'ndjson', `${'['.repeat(201)}${']'.repeat(201)}`],
  ['lines that are no UTF-8', 'ndjson', Uint8Array.of(0x22, 0xff, 0x22)],
  ['a row with a cell too many', 'csv', 'a,b\n1,2,canary'],
  ['a row with a cell too few', 'csv', 'a,b\ncanary'],
  ['a quotation without end', 'csv', 'a,b\n1,"canary'],
  ['two columns of one name', 'csv', 'canary,canary\n1,2'],
  ['an entity of its own', 'xml', BOMB],
  ['a document type of another file', 'xml', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>canary</a>'],
  ['a document type in the middle', 'xml', '<a><!DOCTYPE b [<!ENTITY x "canary">]>&x;</a>'],
  ['a document type behind a comment that hides none', 'xml', `<!-- <![CDATA[ -->${BOMB}`],
  ['a document type in small letters', 'xml', BOMB.replace('DOCTYPE', 'doctype')],
  ['an element without end', 'xml', '<a><canary></a>'],
  ['a comment without end', 'xml', '<!-- canary'],
  ['elements nested too deep', 'xml', `${'<a>'.repeat(201)}${'</a>'.repeat(201)}`],
  ['an element that is called __proto__', 'xml', '<a><__proto__>canary</__proto__></a>'],
  ['JSON', 'xml', '{"canary":1}'],
  ['nothing', 'xml', ''],
] as const) {
  test(`${what} is upstream_malformed where ${decode} was expected`, () => {
    assert.equal(codeOf(decode, body), 'upstream_malformed')
  })
}

test('elements may nest 200 deep', () => {
  assert.ok(decoded('xml', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`))
})

for (const decode of ['ndjson', 'csv', 'xml'] as const) {
  test(`a page is upstream_malformed where ${decode} was expected`, () => {
    assert.equal(codeOf(decode, '<html><body>canary</body></html>', 'text/html'), 'upstream_malformed')
  })
}

for (const [decode, type, body] of [
  ['ndjson', 'application/x-ndjson', '1'],
  ['ndjson', 'application/jsonl; charset=utf-8', '1'],
  ['csv', 'text/csv;charset=utf-8', 'a\n1'],
  ['csv', 'application/octet-stream', 'a\n1'],
  ['xml', 'application/atom+xml', '<a/>'],
  ['xml', 'text/xml', '<a/>'],
] as const) {
  test(`${type} is read as ${decode}`, () => assert.ok(decoded(decode, body, type)))
}

for (const [decode, most, more] of [
  ['ndjson', '1\n'.repeat(100_000), '1\n'],
  ['csv', `a\n${'1\n'.repeat(100_000)}`, '1\n'],
  ['xml', `<r>${'<a/>'.repeat(99_999)}</r>`, '<!----><?x?><s/>'],
] as const) {
  test(`an answer in ${decode} holds at most 100,000`, () => {
    assert.ok(decoded(decode, most))
    assert.equal(codeOf(decode, most + more), 'upstream_too_large')
  })
}

test('nothing in a table or a document reaches the prototype of objects', () => {
  const [row] = decoded('csv', '__proto__,constructor\n1,2') as object[]
  assert.deepEqual(Object.entries(row ?? {}), [
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
  const { a } = decoded('xml', '<a __proto__="x" constructor="y"/>') as { readonly a: object }
  assert.equal(Object.getPrototypeOf(a), Object.prototype)
})

test('any text is a value or upstream_malformed, never another error', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('ndjson', 'csv', 'xml', 'text'), (text, decode) => {
      try {
        decoded(decode, text)
      } catch (error) {
        assert.ok(SallyportError.isInstance(error) && error.code === 'upstream_malformed', String(error))
      }
    }),
  )
})
