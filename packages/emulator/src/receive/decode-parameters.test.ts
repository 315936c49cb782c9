import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../json.ts'
import { readOne, told } from './testing/read-one.ts'

const TEXT = { type: 'string' }
const LIST = { type: 'array', items: TEXT }
const COLOURS = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
}
const RGB = { R: 100, G: 200, B: 150 }
const BLUE = ['blue', 'black', 'brown']

/** OpenAPI 3.1.0, "Style Examples": style, explode, schema, text, value. */
const STYLES: readonly (readonly [string, boolean, object, string, Json])[] = [
  ['matrix', false, TEXT, ';color', ''],
  ['matrix', false, TEXT, ';color=blue', 'blue'],
  ['matrix', false, LIST, ';color=blue,black,brown', BLUE],
  ['matrix', false, COLOURS, ';color=R,100,G,200,B,150', RGB],
  ['matrix', true, TEXT, ';color=blue', 'blue'],
  ['matrix', true, LIST, ';color=blue;color=black;color=brown', BLUE],
  ['matrix', true, COLOURS, ';R=100;G=200;B=150', RGB],
  ['label', false, TEXT, '.blue', 'blue'],
  ['label', false, LIST, '.blue.black.brown', BLUE],
  ['label', false, LIST, '.blue,black,brown', BLUE],
  ['label', false, COLOURS, '.R.100.G.200.B.150', RGB],
  ['label', true, TEXT, '.blue', 'blue'],
  ['label', true, LIST, '.blue.black.brown', BLUE],
  ['label', true, COLOURS, '.R=100.G=200.B=150', RGB],
  ['simple', false, TEXT, 'blue', 'blue'],
  ['simple', false, LIST, 'blue,black,brown', BLUE],
  ['simple', false, LIST, 'blue%2Cblack', ['blue,black']],
  ['simple', false, COLOURS, 'R,100,G,200,B,150', RGB],
  ['simple', true, LIST, 'blue,black,brown', BLUE],
  ['simple', true, COLOURS, 'R=100,G=200,B=150', RGB],
  ['form', false, TEXT, 'color=', ''],
  ['form', false, TEXT, 'color=blue', 'blue'],
  ['form', false, LIST, 'color=blue,black,brown', BLUE],
  ['form', false, LIST, 'color=blue%2Cblack', ['blue,black']],
  ['form', false, COLOURS, 'color=R,100,G,200,B,150', RGB],
  ['form', true, TEXT, 'color=a+b%20c', 'a b c'],
  ['form', true, LIST, 'color=blue&color=black&color=brown', BLUE],
  ['form', true, LIST, 'color=blue', ['blue']],
  ['form', true, COLOURS, 'R=100&G=200&B=150', RGB],
  ['spaceDelimited', false, LIST, 'color=blue%20black%20brown', BLUE],
  ['spaceDelimited', false, LIST, 'color=blue+black+brown', BLUE],
  ['spaceDelimited', false, COLOURS, 'color=R%20100%20G%20200%20B%20150', RGB],
  ['pipeDelimited', false, LIST, 'color=blue%7Cblack%7Cbrown', BLUE],
  ['pipeDelimited', false, LIST, 'color=blue|black|brown', BLUE],
  ['pipeDelimited', false, COLOURS, 'color=R%7C100%7CG%7C200%7CB%7C150', RGB],
  ['deepObject', true, COLOURS, 'color[R]=100&color[G]=200&color%5BB%5D=150', RGB],
  ['deepObject', true, LIST, 'color[]=blue&color[]=black&color[]=brown', BLUE],
  ['deepObject', true, LIST, 'color[1]=black&color[0]=blue&color[2]=brown', BLUE],
]

const IN_QUERY = new Set(['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'])

for (const [style, explode, schema, text, value] of STYLES) {
  test(`${style}, explode ${explode}: ${text} is ${JSON.stringify(value)}`, () => {
    const where = IN_QUERY.has(style) ? 'query' : 'path'
    const path = where === 'query' ? '/x' : '/x/{color}'
    const read = readOne({ path, parameters: [{ name: 'color', in: where, style, explode, schema }] })
    const request = read({ url: where === 'query' ? `/x?${text}` : `/x/${text}` })
    assert.deepEqual([request[where].color, request.violations], [value, []])
  })
}

const TYPES: readonly (readonly [object, string, Json, readonly string[]])[] = [
  [{ type: 'integer' }, '-5', -5, []],
  [{ type: 'integer' }, '5.0', '5.0', ['query q invalid']],
  [{ type: 'integer' }, '', '', ['query q invalid']],
  [{ type: 'integer' }, '0x1', '0x1', ['query q invalid']],
  [{ type: 'integer', maximum: 3 }, '5', 5, ['query q invalid']],
  [{ type: 'number' }, '1.5e3', 1500, []],
  [{ type: 'number' }, 'NaN', 'NaN', ['query q invalid']],
  [{ type: 'number' }, 'Infinity', 'Infinity', ['query q invalid']],
  [{ type: 'boolean' }, 'true', true, []],
  [{ type: 'boolean' }, '1', '1', ['query q invalid']],
  [{ type: ['integer', 'null'] }, 'null', null, []],
  [{ type: ['string', 'null'] }, 'null', 'null', []],
  [{ type: 'string' }, '5', '5', []],
  [{}, '5', '5', []],
  [{ enum: [1, 2] }, '2', 2, []],
  [{ anyOf: [{ type: 'integer' }, { type: 'boolean' }] }, 'true', true, []],
  [{ anyOf: [{ type: 'integer', maximum: 3 }, TEXT] }, '5', '5', []],
  [{ oneOf: [{ type: 'integer' }, LIST] }, '5', 5, []],
  [{ oneOf: [{ type: 'integer' }, { type: 'boolean' }] }, 'x', 'x', ['query q invalid']],
  [{ allOf: [{ type: 'integer' }, { minimum: 1 }] }, '5', 5, []],
  [{ $ref: '#/components/schemas/Page' }, '5', 5, []],
  [{ type: 'array', items: { type: 'integer' } }, '5', [5], []],
  [{ type: 'array', items: { type: 'integer' } }, 'x', ['x'], ['query q.0 invalid']],
  [{ type: 'string', format: 'date' }, 'today', 'today', ['query q invalid']],
  [{ type: 'string', format: 'shoe-size' }, '44', '44', []],
  [{ type: 'string', pattern: '[' }, 'a', 'a', []],
]

const SCHEMAS = { Page: { type: 'integer' } }

for (const [schema, text, value, violations] of TYPES) {
  test(`"${text}" as ${JSON.stringify(schema)} is ${JSON.stringify(value)}`, () => {
    const request = readOne({ parameters: [{ name: 'q', in: 'query', schema }], schemas: SCHEMAS })({
      url: `/x?q=${text}`,
    })
    assert.deepEqual([request.query, told(request)], [{ q: value }, violations])
  })
}

test('an undescribed parameter is text, and a violation', () => {
  const request = readOne({})({ url: '/x?a[b]=1&a[b]=2&c' })
  assert.deepEqual(request.query, { 'a[b]': '2', c: '' })
  assert.deepEqual(told(request), ['query a[b] unknown', 'query c unknown'])
})

test('an undescribed member of a described parameter is a violation', () => {
  const created = {
    name: 'created',
    in: 'query',
    style: 'deepObject',
    schema: { anyOf: [COLOURS, { type: 'integer' }] },
  }
  const read = readOne({ parameters: [created] })
  assert.deepEqual(told(read({ url: '/x?created[R]=1&created[X]=2' })), ['query created.X unknown'])
  assert.deepEqual(read({ url: '/x?created=5' }).query, { created: 5 })
})

test('a parameter that is required and not given is missing', () => {
  const parameters = ['query', 'header', 'cookie'].map((place) => ({
    name: 'A-b',
    in: place,
    required: true,
    schema: TEXT,
  }))
  assert.deepEqual(told(readOne({ parameters })({})), [
    'query A-b missing',
    'header a-b missing',
    'cookie A-b missing',
  ])
})

test('a value that is given twice where one is taken is a violation', () => {
  const request = readOne({ parameters: [{ name: 'q', in: 'query', schema: TEXT }] })({ url: '/x?q=1&q=2' })
  assert.deepEqual([request.query, told(request)], [{ q: '2' }, ['query q invalid']])
})

test('headers and cookies are read by their schemas, undescribed ones are let be', () => {
  const read = readOne({
    parameters: [
      { name: 'X-Ids', in: 'header', schema: { type: 'array', items: { type: 'integer' } } },
      { name: 'size', in: 'cookie', schema: { type: 'integer' } },
      { name: 'Authorization', in: 'header', required: true, schema: { type: 'integer' } },
    ],
  })
  assert.deepEqual(told(read({ headers: { 'x-ids': '1, 2', cookie: 'a=b; size=4', 'x-other': 'y' } })), [])
  assert.deepEqual(told(read({ headers: { 'x-ids': '1,b', cookie: 'size=x' } })), [
    'header x-ids.1 invalid',
    'cookie size invalid',
  ])
})

test('JSON in a parameter is read as JSON', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } }
  const read = readOne({
    parameters: [{ name: 'q', in: 'query', content: { 'application/json': { schema } } }],
  })
  assert.deepEqual(read({ url: `/x?q=${encodeURIComponent('{"a":1}')}` }).query, { q: { a: 1 } })
  assert.deepEqual(told(read({ url: `/x?q=${encodeURIComponent('{"a":"1"}')}` })), ['query q.a invalid'])
  assert.deepEqual(told(read({ url: '/x?q={' })), ['query q unreadable'])
})

test('a query has bounds in length and depth', () => {
  const tags = { name: 't', in: 'query', style: 'deepObject', schema: {} }
  const read = readOne({ parameters: [tags] })
  const many = read({ url: `/x?${'t[]=1&'.repeat(1001)}` })
  assert.deepEqual(told(many), ['query null too_large'])
  assert.deepEqual(told(read({ url: `/x?t${'[a]'.repeat(7)}=1` })), [])
  assert.deepEqual(told(read({ url: `/x?t${'[a]'.repeat(8)}=1` })), [`query t${'[a]'.repeat(8)} invalid`])
})

test('a name as a value and as an object is a violation', () => {
  const parameters = [{ name: 't', in: 'query', style: 'deepObject', schema: {} }]
  assert.deepEqual(told(readOne({ parameters })({ url: '/x?t[a]=1&t[a][b]=2' })), ['query t[a][b] invalid'])
})

test('names of the language are names like others', () => {
  const parameters = [
    { name: 't', in: 'query', style: 'deepObject', schema: { type: 'object', additionalProperties: TEXT } },
    { name: 'constructor', in: 'query', schema: TEXT },
  ]
  const request = readOne({ parameters })({
    url: '/x?t[__proto__]=1&t[constructor]=2&__proto__[x]=3&__proto__=4',
  })
  assert.deepEqual(Object.keys(request.query).sort(), ['__proto__', '__proto__[x]', 't'])
  assert.deepEqual(Object.entries(request.query.t ?? {}), [
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
  assert.equal(Object.getPrototypeOf(request.query), Object.prototype)
  assert.deepEqual(told(request), ['query __proto__[x] unknown', 'query __proto__ unknown'])
})

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((text) => !/[[\]]/.test(text) && !/^\d+$/.test(text))
const tree = fc.letrec<{ node: Json; leaf: Json; list: Json; object: Json }>((tie) => ({
  leaf: fc.string({ unit: 'grapheme' }),
  list: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
  object: fc.dictionary(word, tie('node'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  node: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('list'), tie('object')),
}))

function encoded(name: string, value: Json): string[] {
  if (typeof value !== 'object' || value === null)
    return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`]
  return Object.entries(value).flatMap(([key, child]: [string, Json]) => encoded(`${name}[${key}]`, child))
}

test('what is written with brackets is read as it was', () => {
  const read = readOne({ parameters: [{ name: 't', in: 'query', style: 'deepObject', schema: {} }] })
  const roots = fc.oneof(tree.list, tree.object)
  fc.assert(
    fc.property(roots, (value) => {
      const { query, violations } = read({ url: `/x?${encoded('t', value).join('&')}` })
      assert.deepEqual([query, violations], [{ t: value }, []])
    }),
  )
})

test('lists in each style are read as they were written', () => {
  const styles = [
    ['form', true, '&'],
    ['form', false, ','],
    ['pipeDelimited', false, '|'],
    ['spaceDelimited', false, '%20'],
  ] as const
  // A delimiter that is percent-encoded cannot be told from one that is not in the last two.
  const items = fc.array(
    fc.string({ unit: 'grapheme' }).filter((text) => !/[| ]/.test(text)),
    { minLength: 1, maxLength: 5 },
  )
  for (const [style, explode, delimiter] of styles) {
    const read = readOne({ parameters: [{ name: 't', in: 'query', style, explode, schema: LIST }] })
    fc.assert(
      fc.property(items, (value) => {
        const texts = value.map(encodeURIComponent)
        const text = explode ? texts.map((item) => `t=${item}`).join(delimiter) : `t=${texts.join(delimiter)}`
        assert.deepEqual(read({ url: `/x?${text}` }).query, { t: value })
      }),
    )
  }
})

test('no query makes the reader throw', () => {
  const parameters = STYLES.filter(([style]) => IN_QUERY.has(style)).map(
    ([style, explode, schema], index) => ({
      name: `p${index}`,
      in: 'query',
      style,
      explode,
      schema,
    }),
  )
  const read = readOne({ parameters })
  const pair = fc
    .tuple(fc.constantFrom(...parameters.map(({ name }) => name), ''), fc.string())
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      read({ url: `/x?${pairs.join('&')}` })
    }),
  )
})
