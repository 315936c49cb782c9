import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readOne, type Sent, told } from './testing/read-one.ts'

const TEXT = { type: 'string' }
const SCHEMA = {
  type: 'object',
  required: ['title'],
  properties: {
    title: TEXT,
    count: { type: 'integer' },
    tags: { type: 'array', items: TEXT },
    items: { type: 'array', items: { type: 'object', properties: { price: { type: 'integer' } } } },
    metadata: { anyOf: [{ type: 'object', additionalProperties: TEXT }, { enum: [''] }] },
    file: { type: 'string', format: 'binary' },
  },
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const PARTS_TYPE = { 'content-type': 'multipart/form-data; boundary=b' }

function reader(types: Readonly<Record<string, object>>, required = true) {
  return readOne({ method: 'post', requestBody: { required, content: types } }, { bodyLimit: 100_000 })
}

const json = reader({ 'application/json': { schema: SCHEMA } })
const form = reader({ 'application/x-www-form-urlencoded': { schema: SCHEMA } })
const parts = reader({ 'multipart/form-data': { schema: SCHEMA } })

function multipart(...pieces: readonly string[]): Sent {
  const body = pieces.map((piece) => `--b\r\nContent-Disposition: form-data; ${piece}\r\n`).join('')
  return { headers: PARTS_TYPE, body: `${body}--b--\r\n` }
}

const CASES = [
  ['JSON', json, { headers: JSON_TYPE, body: '{"title":"a"}' }, { title: 'a' }, []],
  [
    'JSON after a byte order mark',
    json,
    { headers: JSON_TYPE, body: '\uFEFF{"title":"a"}' },
    { title: 'a' },
    [],
  ],
  [
    'JSON by its suffix',
    json,
    { headers: { 'content-type': 'application/merge-patch+json' }, body: '{"title":"a"}' },
    { title: 'a' },
    ['body null unsupported'],
  ],
  ['no JSON', json, { headers: JSON_TYPE, body: '{' }, null, ['body null unreadable']],
  [
    'JSON of too many levels',
    json,
    { headers: JSON_TYPE, body: '['.repeat(101) + ']'.repeat(101) },
    null,
    ['body null unreadable'],
  ],
  [
    'JSON that is no UTF-8',
    json,
    { headers: JSON_TYPE, body: Buffer.from([0x22, 0xff, 0x22]) },
    null,
    ['body null unreadable'],
  ],
  ['JSON of another kind', json, { headers: JSON_TYPE, body: 'null' }, null, ['body null invalid']],
  ['no content type', json, { body: '{"title":"a"}' }, { title: 'a' }, ['body null unsupported']],
  ['no bytes where a body is required', json, { headers: JSON_TYPE }, null, ['body null missing']],
  [
    'no bytes where none is required',
    reader({ 'application/json': { schema: SCHEMA } }, false),
    {},
    null,
    [],
  ],
  ['no bytes where a form is required', form, { headers: FORM_TYPE }, {}, ['body title missing']],
  ['more bytes than are read', json, { headers: JSON_TYPE, body: undefined }, null, ['body null too_large']],
  [
    'more bytes than the limit',
    json,
    { headers: JSON_TYPE, body: ' '.repeat(100_001) },
    null,
    ['body null too_large'],
  ],
  ['a form', form, { headers: FORM_TYPE, body: 'title=a+b&count=5' }, { title: 'a b', count: 5 }, []],
  [
    'a form for JSON',
    json,
    { headers: FORM_TYPE, body: 'title=a' },
    { title: 'a' },
    ['body null unsupported'],
  ],
  [
    'a list in a form',
    form,
    { headers: FORM_TYPE, body: 'title=a&tags[]=b&tags[]=c' },
    { title: 'a', tags: ['b', 'c'] },
    [],
  ],
  [
    'a list of one in a form',
    form,
    { headers: FORM_TYPE, body: 'title=a&tags=b' },
    { title: 'a', tags: ['b'] },
    [],
  ],
  [
    'numbered objects',
    form,
    { headers: FORM_TYPE, body: 'title=a&items[1][price]=2&items[0][price]=1' },
    { title: 'a', items: [{ price: 1 }, { price: 2 }] },
    [],
  ],
  [
    'objects that count up',
    form,
    { headers: FORM_TYPE, body: 'title=a&items[][price]=1&items[][price]=x' },
    { title: 'a', items: [{ price: 1 }, { price: 'x' }] },
    ['body items.1.price invalid'],
  ],
  [
    'members of one object that counts up',
    form,
    { headers: FORM_TYPE, body: 'title=a&items[][price]=1&items[][tax]=2&items[][price]=3' },
    { title: 'a', items: [{ price: 1, tax: '2' }, { price: 3 }] },
    [],
  ],
  [
    'an object in a form',
    form,
    { headers: FORM_TYPE, body: 'title=a&metadata[5]=6' },
    { title: 'a', metadata: { 5: '6' } },
    [],
  ],
  [
    'text that stands for an object',
    form,
    { headers: FORM_TYPE, body: 'title=a&metadata=' },
    { title: 'a', metadata: '' },
    [],
  ],
  [
    'an undescribed object',
    form,
    { headers: FORM_TYPE, body: 'title=a&x[y]=1' },
    { title: 'a', x: { y: '1' } },
    ['body x unknown'],
  ],
  [
    'many members',
    form,
    { headers: FORM_TYPE, body: `title=a&${'tags=b&'.repeat(1000)}` },
    undefined,
    ['body null too_large'],
  ],
  [
    'a multipart',
    parts,
    multipart('name=title\r\n\r\na', 'name=count\r\n\r\n5'),
    { title: 'a', count: 5 },
    [],
  ],
  ['a plus sign in a multipart', parts, multipart('name=title\r\n\r\na+b%20c'), { title: 'a+b%20c' }, []],
  [
    'brackets in a multipart',
    parts,
    multipart('name=title\r\n\r\na', 'name="tags[]"\r\n\r\nb'),
    { title: 'a', tags: ['b'] },
    [],
  ],
  [
    'JSON in a multipart',
    parts,
    multipart('name=title\r\n\r\na', 'name=tags\r\ncontent-type: application/json\r\n\r\n["b"]'),
    { title: 'a', tags: ['b'] },
    [],
  ],
  [
    'bad JSON in a multipart',
    parts,
    multipart('name=title\r\n\r\na', 'name=tags\r\ncontent-type: application/json\r\n\r\n['),
    { title: 'a' },
    ['body tags unreadable'],
  ],
  [
    'a part without a name',
    parts,
    multipart('name=title\r\n\r\na', 'x=y\r\n\r\nb'),
    { title: 'a' },
    ['body null invalid'],
  ],
  [
    'a multipart without an end',
    parts,
    { headers: PARTS_TYPE, body: '--b\r\n\r\na' },
    null,
    ['body null unreadable'],
  ],
] as const

for (const [what, read, sent, body, violations] of CASES) {
  test(`${what}: is read and checked`, () => {
    const request = read(sent)
    assert.deepEqual(told(request), violations)
    if (body !== undefined) assert.deepEqual(request.body, body)
  })
}

test('a body where none is described is a violation, and read', () => {
  const request = readOne({ method: 'post' })({ headers: JSON_TYPE, body: '{"a":1}' })
  assert.deepEqual([request.body, told(request)], [{ a: 1 }, ['body null unknown']])
})

test('parts that are files become contents', () => {
  const file = 'name=file; filename=a.png\r\ncontent-type: image/png\r\n\r\nbytes'
  const { body, contents, violations } = parts(multipart('name=title\r\n\r\na', file))
  assert.deepEqual([body, violations], [{ title: 'a' }, []])
  assert.deepEqual(contents, [
    { name: 'file', filename: 'a.png', type: 'image/png', bytes: Buffer.from('bytes') },
  ])
})

test('a file under a name that is not described is a violation', () => {
  const request = parts(multipart('name=title\r\n\r\na', 'name=virus; filename=a\r\n\r\nx'))
  assert.deepEqual(told(request), ['body virus unknown'])
})

test('a file that is required is not missing when it is there', () => {
  const schema = { ...SCHEMA, required: ['file'] }
  const read = reader({ 'multipart/form-data': { schema } })
  assert.deepEqual(told(read(multipart('name=file; filename=a\r\n\r\nx'))), [])
  assert.deepEqual(told(read(multipart('name=title\r\n\r\nx'))), ['body file missing'])
})

const RELATED =
  '--b\r\nContent-Type: application/json\r\n\r\n{"title":5}\r\n--b\r\nContent-Type: image/png\r\n\r\nbytes\r\n--b--'

const DATA = { type: 'object', properties: { title: TEXT } }

test('of related parts the JSON is the body and the rest contents', () => {
  const whole = {
    type: 'object',
    properties: { media: { type: 'string', format: 'binary' }, metadata: DATA },
  }
  for (const schema of [DATA, whole]) {
    const read = reader({ 'multipart/related': { schema } })
    const request = read({ headers: { 'content-type': 'multipart/related; boundary="b"' }, body: RELATED })
    assert.deepEqual(request.body, { title: 5 })
    assert.deepEqual(
      request.contents.map(({ type, bytes }) => [type, bytes.toString()]),
      [['image/png', 'bytes']],
    )
    assert.deepEqual(told(request), ['body title invalid'])
  }
})

test('a body of any other type is one content', () => {
  const read = reader({ 'image/*': {}, 'application/octet-stream': {} })
  const bytes = Buffer.from([1, 2, 255])
  for (const type of ['image/png', 'application/octet-stream']) {
    const request = read({ headers: { 'content-type': type }, body: bytes })
    assert.deepEqual(told(request), [])
    assert.deepEqual(request.contents, [{ name: undefined, filename: undefined, type, bytes }])
  }
  assert.deepEqual(told(read({ headers: { 'content-type': 'audio/ogg' }, body: bytes })), [
    'body null unsupported',
  ])
})

test('a file stays a file when its type is JSON', () => {
  const read = reader({ '*/*': { schema: { type: 'string', format: 'binary' } } })
  const request = read({ headers: JSON_TYPE, body: '{"a":1}' })
  assert.deepEqual([request.body, request.contents.length, told(request)], [null, 1, []])
})

test('a file without bytes is a file', () => {
  const read = reader({ '*/*': { schema: { type: 'string', format: 'binary' } } })
  const request = read({ headers: { 'content-type': 'image/png' } })
  assert.deepEqual([request.contents.length, told(request)], [1, []])
})

test('no body makes the reader throw', () => {
  const types = [
    'application/json',
    FORM_TYPE['content-type'],
    PARTS_TYPE['content-type'],
    'multipart/related; boundary=b',
    'text/plain',
    'x',
    '',
  ]
  const read = reader(Object.fromEntries(types.map((type) => [type.split(';')[0], { schema: SCHEMA }])))
  const piece = fc.oneof(
    fc.uint8Array(),
    fc
      .constantFrom('--b', '\r\n', '--', 'items[', '][]', '=', '&', '{"title":', '"a"', '}', 'name=')
      .map((text) => Buffer.from(text)),
  )
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.array(piece), (type, pieces) => {
      read({ headers: { 'content-type': type }, body: Buffer.concat(pieces) })
    }),
  )
})

test('plain text is text, and a content', () => {
  const read = reader({ 'text/plain': { schema: { type: 'string', maxLength: 3 } } })
  const request = read({ headers: { 'content-type': 'text/plain' }, body: 'hello' })
  assert.deepEqual(
    [request.body, request.contents.length, told(request)],
    ['hello', 1, ['body null invalid']],
  )
})

test('a member of a form that is described as JSON is read as JSON', () => {
  const encoding = { tags: { contentType: 'application/json' } }
  const read = reader({ 'application/x-www-form-urlencoded': { schema: SCHEMA, encoding } })
  assert.deepEqual(read({ headers: FORM_TYPE, body: 'title=a&tags=%5B%22b%22%5D' }).body, {
    title: 'a',
    tags: ['b'],
  })
})

test('names of the language are members like others', () => {
  const request = form({ headers: FORM_TYPE, body: 'title=a&__proto__[x]=1&constructor=2' })
  assert.deepEqual(Object.keys(Object(request.body)), ['title', '__proto__', 'constructor'])
  assert.equal(Object.getPrototypeOf(request.body), Object.prototype)
  assert.deepEqual(told(request), ['body __proto__ unknown', 'body constructor unknown'])
  const hostile = json({ headers: JSON_TYPE, body: '{"title":"a","__proto__":{"x":1}}' })
  assert.deepEqual(told(hostile), ['body __proto__ unknown'])
})
