import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import { readOne, told } from './testing/read-one.ts'

const FILE = { type: 'string', format: 'binary' }
const TEXT = { type: 'string' }
const file = (name: string) => `name="${name}"; filename="a"\r\n\r\nx`
const json = (name: string, value: string) =>
  `name="${name}"\r\nContent-Type: application/json\r\n\r\n${value}`
const text = (name: string, value: string) => `name="${name}"\r\n\r\n${value}`

function read(schema: object, ...parts: readonly string[]) {
  const content = { 'multipart/form-data': { schema: { type: 'object', ...schema } } }
  const pieces = parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`)
  return readOne({ method: 'post', requestBody: { content } })({
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: `${pieces.join('')}--b--`,
  })
}

const EITHER = [{ required: ['file'] }, { required: ['url'] }]
const FILES: readonly (readonly [string, object])[] = [
  ['one of several is required', { properties: { file: FILE, url: TEXT }, anyOf: EITHER }],
  [
    'a choice has it',
    {
      oneOf: [
        { required: ['file'], properties: { file: FILE } },
        { required: ['url'], properties: { url: TEXT } },
      ],
    },
  ],
  ['members are counted', { properties: { file: FILE }, minProperties: 1 }],
  [
    'it may come several times',
    { anyOf: [{ properties: { file: { type: 'array', items: FILE } }, required: ['file'] }] },
  ],
]

for (const [where, schema] of FILES) {
  test(`a file is a member of the form where ${where}`, () => {
    assert.deepEqual(told(read(schema, file('file'))), [])
    assert.notDeepEqual(told(read(schema)), [])
  })
}

const POINTS = {
  properties: {
    points: { type: 'array', items: { type: 'object', properties: { x: { type: 'integer' } } } },
  },
}
const LISTS: readonly (readonly [string, readonly string[], Json])[] = [
  ['JSON of its own', [json('points', '{"x":1}'), json('points', '{"x":2}')], [{ x: 1 }, { x: 2 }]],
  ['text that is JSON', [text('points', '{"x":1}'), text('points', '{"x":2}')], [{ x: 1 }, { x: 2 }]],
  ['the only one', [json('points', '{"x":1}')], [{ x: 1 }]],
  ['a part of a list as a whole', [json('points', '[{"x":1}]')], [{ x: 1 }]],
]

for (const [what, parts, points] of LISTS) {
  test(`an item of a list in a multipart may be ${what}`, () => {
    const request = read(POINTS, ...parts)
    assert.deepEqual([told(request), request.body], [[], { points }])
  })
}
