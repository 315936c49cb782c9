import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { checkDefinition } from './check-definition.ts'
import { checkFiles } from './check-files.ts'
import type { TakesFile } from './files.ts'
import { get, post } from './operation.ts'
import { stations } from './testing/stations.ts'

type Session = Extract<TakesFile, { readonly as: 'session' }>

const sound: Session = {
  as: 'session',
  address: { header: 'location' },
  method: 'PUT',
  tells: { length: 'size' },
  tellsInHeaders: { 'x-type': 'type' },
  pieces: 16 * 1024 * 1024,
  finish: {
    method: 'POST',
    path: '/things/{title}/done',
    body: { id: 'answer.id', title: 'params.title', name: 'file.name' },
  },
}

function problems(changed: Partial<Session>): string[] {
  return checkFiles(post('/things', { params: { title: Type.String() }, takes: { ...sound, ...changed } }))
}

test('a sound upload in steps has no problems', () => assert.deepEqual(problems({}), []))

for (const pieces of [0, -1, 1.5, 16 * 1024 * 1024 + 1]) {
  test(`a piece has no ${pieces} bytes`, () => {
    assert.deepEqual(problems({ pieces }), ['a piece has from 1 byte to 16 MB'])
  })
}

const { method } = sound
const ending = (path: string, from: string) => ({ finish: { method, path, body: { x: from } } })
const nothing = (from: string) => `"${from}" is nothing that the end of the upload can say`

for (const [changed, problem] of [
  [{ tells: { title: 'name' } }, '"title" is both a parameter and a fact of the file'],
  [{ tellsInHeaders: { 'X-Size': 'size' } }, '"X-Size" is not the name of a header in lower case'],
  [
    { tellsInHeaders: { 'content-type': 'type' } },
    'the header "content-type" is not a fact of the file\'s to state',
  ],
  [{ address: { header: 'Location' } }, '"Location" is not the name of a header in lower case'],
  [ending('/things', 'params.name'), nothing('params.name')],
  [ending('/things', 'params'), nothing('params')],
  [ending('/things', 'answer'), nothing('answer')],
  [ending('/things', 'file.path'), nothing('file.path')],
  [ending('/things', 'secret'), nothing('secret')],
  [ending('/{id}', 'file.name'), '{id} of the end of the upload is no parameter'],
] as const satisfies readonly (readonly [Partial<Session>, string])[]) {
  test(`${JSON.stringify(changed)}: ${problem}`, () => assert.deepEqual(problems(changed), [problem]))
}

test('a file does not go along with a GET', () => {
  assert.deepEqual(checkFiles(get('/things', { takes: { as: 'raw' } })), ['a file cannot go along with GET'])
})

for (const url of ['http://cdn.example', 'https://cdn.example/files', 'https://me@cdn.example', 'cdn']) {
  test(`${url} is no origin to list`, () => {
    const server = { ...stations.server, origins: { files: { url, credential: false } } }
    assert.deepEqual(checkDefinition({ ...stations, server }), [
      `"${url}" is not an https origin without a path`,
    ])
  })
}
