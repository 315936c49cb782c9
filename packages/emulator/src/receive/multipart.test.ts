import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Part, readMultipart } from './multipart.ts'

function read(text: string, boundary = 'b'): readonly Part[] | string {
  return readMultipart(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'), boundary)
}

function texts(parts: readonly Part[] | string): unknown {
  return typeof parts === 'string' ? parts : parts.map(({ bytes }) => bytes.toString('latin1'))
}

const CASES = [
  ['one part', '--b\n\nhello\n--b--', ['hello']],
  ['two parts', '--b\n\na\n--b\n\nb\n--b--\n', ['a', 'b']],
  ['a preamble and an epilogue', 'before\n--b\n\na\n--b--\nafter --b', ['a']],
  ['a part without bytes', '--b\nA: b\n\n\n--b--', ['']],
  ['a part that ends with its headers', '--b\n\n--b--', ['']],
  ['line ends in a part', '--b\n\na\n\n\n--b--', ['a\r\n\r\n']],
  ['space after the boundary', '--b \t\n\na\n--b--', ['a']],
  ['the boundary inside a line', '--b\n\na --b\n--b--', ['a --b']],
  ['a longer word that begins like the boundary', '--b\n\n--bc\n--b--', ['--bc']],
  ['no parts', '--b--', []],
  ['no boundary', 'hello', 'does not have its boundary'],
  ['no end', '--b\n\nhello', 'has no end'],
  ['headers without an end', '--b\nA: b\n--b--', 'has a part whose headers have no end'],
  ['long headers', `--b\nA: ${'b'.repeat(9000)}\n\n\n--b--`, 'has a part whose headers are over 8192 bytes'],
  ['100 parts', `${'--b\n\n\n'.repeat(100)}--b--`, Array.from({ length: 100 }, () => '')],
  ['101 parts', `${'--b\n\n\n'.repeat(101)}--b--`, 'has more than 100 parts'],
] as const

for (const [what, text, expected] of CASES) {
  test(`a body with ${what} is read as such`, () => assert.deepEqual(texts(read(text)), expected))
}

test('a boundary that is missing or too long is told', () => {
  for (const boundary of [undefined, '', 'b'.repeat(71)]) {
    assert.equal(readMultipart(Buffer.from('--b--'), boundary), 'has no boundary, or one that is too long')
  }
})

test('headers give the name, the file name and the type', () => {
  const disposition = 'Content-Disposition: form-data; name="a\\"b"; filename="c;d.txt"'
  const [part] = read(`--b\n${disposition}\ncontent-type:\n text/plain; charset=utf-8\n\nx\n--b--`)
  assert.deepEqual(part, {
    name: 'a"b',
    filename: 'c;d.txt',
    type: 'text/plain; charset=utf-8',
    bytes: Buffer.from('x'),
  })
})

test('base64 is decoded', () => {
  assert.deepEqual(texts(read('--b\nContent-Transfer-Encoding: BASE64\n\naGVsbG8=\n--b--')), ['hello'])
})

test('bytes that are no multipart make nothing throw', () => {
  const piece = fc.oneof(
    fc.uint8Array(),
    fc.constantFrom('--b', '\r\n', '--', ':', '\r\n\r\n').map((text) => Buffer.from(text)),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      readMultipart(Buffer.concat(pieces), 'b')
    }),
  )
})

test('parts are read as they were written', () => {
  const part = fc.record(
    {
      name: fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\\]/.test(text)),
      bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    },
    { noNullPrototype: true },
  )
  const boundary = '----a-boundary-that-no-part-holds'
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const written = parts.flatMap(({ name, bytes }) => [
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '\\"')}"\r\n\r\n`,
        ),
        bytes,
        Buffer.from('\r\n'),
      ])
      const found = readMultipart(Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]), boundary)
      assert.ok(typeof found !== 'string')
      assert.deepEqual(
        found.map(({ name, bytes }) => ({ name, bytes })),
        parts,
      )
    }),
  )
})

test('what the platform writes is read', async () => {
  const form = new FormData()
  form.set('title', 'Grüße')
  form.set('file', new File(['hello'], 'a "b".txt', { type: 'text/plain' }))
  const response = new Response(form)
  const boundary = response.headers.get('content-type')?.split('boundary=')[1]
  const parts = readMultipart(Buffer.from(await response.arrayBuffer()), boundary)
  assert.ok(typeof parts !== 'string')
  assert.deepEqual(
    parts.map(({ name, filename, type, bytes }) => [name, filename, type, bytes.toString()]),
    [
      ['title', undefined, undefined, 'Grüße'],
      ['file', 'a %22b%22.txt', 'text/plain', 'hello'],
    ],
  )
})
