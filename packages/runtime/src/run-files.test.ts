import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileInput } from './file-input.ts'
import { type RunOptions, run } from './run.ts'
import { createSender } from './send/sender.ts'
import { serve } from './send/testing/upstream-server.ts'
import { archiveAuthorizer, archiveCall } from './testing/archive.ts'

type Respond = Parameters<typeof serve>[0]
type Params = Readonly<Record<string, unknown>>

const ok: Respond = (response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"7"}')

async function stage(respond: Respond = ok) {
  const upstream = await serve(respond)
  const sender = createSender({
    allowLoopbackOrigins: new Map([['https://archive.example', upstream.origin]]),
  })
  return {
    seen: upstream.seen,
    run: (action: string, params: Params = {}, options: Partial<RunOptions> = {}) =>
      run(archiveCall(action, params), archiveAuthorizer, {
        sender,
        callId: 'call-1',
        random: () => 0,
        wait: async () => {},
        now: () => 0,
        deadlineMs: 2_000,
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      await sender.close()
      await upstream[Symbol.asyncDispose]()
    },
  }
}

async function* streamed(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece)
}

const type = 'text/plain'

for (const [what, file, length] of [
  ['of bytes has their length', { type, content: Buffer.from('hello') }, '5'],
  [
    'in pieces whose size is known has that length',
    { type, size: 5, content: streamed('he', '', 'llo') },
    '5',
  ],
  ['of unknown size goes in chunks', { type, content: streamed('he', 'llo') }, undefined],
  ['that is empty has no length', { type, size: 0, content: streamed() }, '0'],
] as readonly (readonly [string, FileInput, string | undefined])[]) {
  test(`a file that is the body and ${what}`, async () => {
    await using at = await stage()
    const { data } = await at.run('upload_raw', { id: '7', title: 'a b' }, { file })
    assert.deepEqual(data, { id: '7' })
    const [seen] = at.seen
    assert.deepEqual([seen?.method, seen?.target], ['PUT', '/files/7?title=a+b'])
    assert.equal(seen?.body, length === '0' ? '' : 'hello')
    assert.deepEqual([seen?.headers['content-type'], seen?.headers['content-length']], [type, length])
    assert.equal(seen?.headers['transfer-encoding'], length === undefined ? 'chunked' : undefined)
  })
}

for (const [what, file] of [
  ['longer than it says', { type, size: 3, content: streamed('he', 'llo') }],
  ['shorter than it says', { type, size: 9, content: streamed('he', 'llo') }],
  ['shorter than it says, and all there', { type, size: 9, content: Buffer.from('hello') }],
  ['of a size that is none', { type, size: -1, content: streamed('hello') }],
] as readonly (readonly [string, FileInput])[]) {
  test(`a file that is ${what} is invalid_params, and nothing has happened`, async () => {
    await using at = await stage()
    for (const [action, params] of [
      ['upload_raw', { id: '7' }],
      ['upload_form', { title: 'A', tags: [] }],
    ] as const) {
      await assert.rejects(at.run(action, params, { file }), { code: 'invalid_params', sideEffect: 'none' })
    }
  })
}

test('a file that breaks off is invalid_params with the cause, and the third party gets no whole request', async () => {
  let whole = 0
  await using at = await stage((response, request) => {
    if (request.body === 'hello') whole += 1
    ok(response, request)
  })
  const cause = new Error('disk')
  const content = (async function* () {
    yield Buffer.from('hello')
    throw cause
  })()
  const upload = at.run('upload_raw', { id: '7' }, { file: { type, content } })
  await assert.rejects(upload, { code: 'invalid_params', sideEffect: 'none', cause })
  assert.equal(whole, 0)
})

test('a form with a file is read back by another reader of forms, and tells its length', async () => {
  await using at = await stage()
  const file = { type: 'image/png', name: 'a "b".png', size: 5, content: streamed('he', 'llo') }
  await at.run('upload_form', { title: 'ä\r\nb', tags: ['x', 'y'] }, { file })
  const [seen] = at.seen
  const { 'content-type': contentType = '', 'content-length': length } = seen?.headers ?? {}
  assert.equal(Number(length), Buffer.byteLength(seen?.body ?? ''))
  const form = await new Response(seen?.body, { headers: { 'content-type': contentType } }).formData()
  assert.deepEqual([form.get('title'), form.getAll('tags')], ['ä\r\nb', ['x', 'y']])
  const scan = form.get('scan')
  assert.ok(scan instanceof File)
  assert.deepEqual([scan.name, scan.type, await scan.text()], ['a "b".png', 'image/png', 'hello'])
})

const written =
  (contentType: string, body: string): Respond =>
  (response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body)

for (const [action, contentType, body, data] of [
  [
    'list_rows',
    'text/csv',
    'id,n\n1,a\n2,b\n',
    [
      { id: '1', n: 'a' },
      { id: '2', n: 'b' },
    ],
  ],
  ['list_rows', 'text/csv', '', []],
  ['list_lines', 'application/x-ndjson', '{"id":1}\n{"id":2}\n', [{ id: 1 }, { id: 2 }]],
  [
    'list_entries',
    'application/xml',
    '<feed><entry><id>1</id></entry><entry><id>2</id></entry></feed>',
    [{ id: '1' }, { id: '2' }],
  ],
  ['list_entries', 'application/xml', '<feed><entry><id>1</id></entry></feed>', [{ id: '1' }]],
  ['list_entries', 'application/xml', '<feed/>', []],
] as const) {
  test(`${action} of ${JSON.stringify(body)} gives ${JSON.stringify(data)}`, async () => {
    await using at = await stage(written(contentType, body))
    assert.deepEqual((await at.run(action)).data, data)
  })
}

test('text is a record', async () => {
  await using at = await stage(written('text/markdown', '# A'))
  assert.deepEqual((await at.run('get_text', { id: '7' })).data, { text: '# A' })
})

test('a feed of another root is our fault, and a page is theirs', async () => {
  await using at = await stage(written('application/xml', '<rss/>'))
  await assert.rejects(at.run('list_entries'), { code: 'projection_failed' })
  await using page = await stage(written('text/html', '<html/>'))
  await assert.rejects(page.run('list_entries'), { code: 'upstream_malformed' })
})
