import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { anyText } from './testing/any-text.ts'
import { failureOf } from './testing/failure-of.ts'
import { type BodyStyle, plannedAt } from './testing/places.ts'

const json = fc.jsonValue()
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

async function bodyOf({ body, headers }: ReturnType<typeof plannedAt>): Promise<unknown> {
  const type = headers['content-type'] ?? ''
  assert.ok(typeof body === 'string' || body instanceof Uint8Array)
  if (type === 'application/json') return JSON.parse(body.toString())
  const form = await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData()
  return [...form]
}

test('every parameter and every fixed value goes to its place, under its name there', async () => {
  const request = plannedAt('write_json', { q: 'a&b', h: 'x', b: { c: 1 }, n: 2 })
  assert.equal(request.url.search, '?fixed-query=a+b&in-query=a%26b')
  assert.deepEqual(request.headers, {
    'x-version': '1',
    'x-in-header': 'x',
    'x-fixed': '7',
    'content-type': 'application/json',
  })
  assert.deepEqual(await bodyOf(request), {
    inBody: { c: 1 },
    deep: { er: [2] },
    fixed: { body: true },
    fn: ['x', 'y'],
  })
})

for (const [style, type] of [
  ['form', 'application/x-www-form-urlencoded'],
  ['multipart', 'multipart/form-data; boundary=part'],
] as const satisfies readonly (readonly [BodyStyle, string])[]) {
  test(`a body as ${style} says the same, and nothing of it stands elsewhere`, async () => {
    const request = plannedAt(`write_${style}`, { b: { c: 1 }, n: 'x' })
    assert.deepEqual([request.url.search, request.headers['content-type']], ['?fixed-query=a+b', type])
    assert.deepEqual(await bodyOf(request), [
      ['fixed[body]', 'true'],
      ['fn', 'x'],
      ['fn', 'y'],
      ['inBody[c]', '1'],
      ['deep[er]', 'x'],
    ])
  })
}

test('null is null in JSON, empty in a form, and left out of queries and headers', async () => {
  const nulls = { q: null, h: null, b: null, n: null }
  for (const [action, said] of [
    ['write_json', { inBody: null, deep: { er: [null] } }],
    ['write_form', { inBody: '', 'deep[er]': '' }],
    ['write_multipart', { inBody: '', 'deep[er]': '' }],
  ] as const) {
    const request = plannedAt(action, nulls)
    assert.deepEqual([request.url.search, 'x-in-header' in request.headers], ['?fixed-query=a+b', false])
    const body = await bodyOf(request)
    const read = Array.isArray(body) ? Object.fromEntries(body) : (body as Record<string, unknown>)
    for (const [name, value] of Object.entries(said)) assert.deepEqual(read[name], value)
  }
  assert.equal(plannedAt('get_usual', { v: null }).url.search, '?f=x')
})

test('any JSON arrives in a JSON body as it is, null and lists among it', () => {
  fc.assert(
    fc.property(json, (value) => {
      assert.deepEqual(JSON.parse(String(plannedAt('send', { v: value }).body)), plain({ v: value }))
    }),
  )
})

test('any value is refused by a header, or stands in it as it is, and no header is added', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary-ascii' })), (value) => {
      let headers: Readonly<Record<string, string>>
      try {
        ;({ headers } = plannedAt('write_json', { h: value }))
      } catch (error) {
        assert.ok(SallyportError.isInstance(error) && error.code === 'invalid_params', String(error))
        return
      }
      assert.deepEqual(Object.keys(headers), ['x-version', 'x-fixed', 'x-in-header', 'content-type'])
      assert.equal(headers['x-in-header'], value)
      assert.equal(new Headers(headers).get('x-in-header'), value)
    }),
    { numRuns: 1000 },
  )
})

for (const value of [
  'a\r\nx-evil: 1',
  'a\nb',
  'a\u0000',
  'é',
  ' a',
  'a ',
  '\t',
  ['a', 'b\r\nc'],
  { a: 'b\nc' },
]) {
  test(`${JSON.stringify(value)} cannot stand in a header`, () => {
    assert.equal(failureOf(() => plannedAt('write_json', { h: value })).code, 'invalid_params')
  })
}

test('variables of GraphQL are in the body as they are, and never in the address', () => {
  fc.assert(
    fc.property(json, json, (v, w) => {
      const each = plannedAt('ask', { v, w })
      assert.equal(each.url.href, 'https://places.example/graphql')
      assert.deepEqual(JSON.parse(String(each.body)).variables, plain({ f: 'x', v, w }))
      const input = plannedAt('ask_input', { v, w })
      assert.equal(input.url.href, 'https://places.example/graphql')
      assert.deepEqual(JSON.parse(String(input.body)).variables, plain({ input: { v }, other: w }))
    }),
  )
})

test('two values of one segment are refused, or stay in it and are read back', () => {
  fc.assert(
    fc.property(anyText, anyText, (left, right) => {
      let url: URL
      try {
        url = new URL(plannedAt('get_pair', { left, right }).url.href)
      } catch (error) {
        assert.ok(SallyportError.isInstance(error) && error.code === 'invalid_params', String(error))
        return
      }
      assert.deepEqual(url.pathname.split('/').map(decodeURIComponent), [
        '',
        'pairs',
        `${left}.${right}`,
        'end',
      ])
      assert.equal(url.origin, 'https://places.example')
    }),
    { numRuns: 1000 },
  )
})
