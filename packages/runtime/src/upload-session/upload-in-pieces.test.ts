import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SECRET } from '../testing/archive.ts'
import { answer, type Respond, sessionStage } from './testing/session-stage.ts'

const TEXT = '0123456789abcdefghijXYZ'
const file = { type: 'text/plain', content: Buffer.from(TEXT) }

async function* streamed(text: string, chunk = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += chunk) yield Buffer.from(text.slice(at, at + chunk))
}

const RANGE = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/

/** What a third party does before it handles a request as it should: the nth time, from 0. */
type Fault = (nth: number) => Respond | undefined

/** Keeps what comes, of the nth request not more than it wants, and tells how far it is. */
function keeper(fault: Fault = () => undefined, wants: (nth: number) => number = () => 100) {
  let kept = ''
  let nth = 0
  const ranges: string[] = []
  const respond: Respond = (response, request) => {
    const range = String(request.headers['content-range'])
    ranges.push(range)
    const most = wants(nth)
    const broken = fault(nth++)
    if (broken) return broken(response, request)
    const [, first, , total] = RANGE.exec(range) ?? assert.fail(range)
    if (first !== undefined) kept = kept.slice(0, Number(first)) + request.body.slice(0, most)
    if (total !== '*' && kept.length === Number(total)) return answer({ id: 'u1' })(response, request)
    response.writeHead(308, kept === '' ? {} : { range: `bytes=0-${kept.length - 1}` }).end()
  }
  return { respond, ranges, kept: () => kept }
}

function stage(store: { readonly respond: Respond }, address = 'https://objects.example/u1') {
  return sessionStage({
    api: (response) => response.writeHead(200, { location: address }).end(),
    uploads: store.respond,
    objects: store.respond,
  })
}

const cut: Respond = (response) => void response.socket?.destroy()
const only =
  (...nths: readonly number[]) =>
  (respond: Respond): Fault =>
  (nth) =>
    nths.includes(nth) ? respond : undefined

test('a file goes up in pieces, each with its place, and the last one is answered with the result', async () => {
  const store = keeper()
  await using at = await stage(store)
  assert.deepEqual(await at.upload('upload_in_pieces', file), { status: 200, body: '{"id":"u1"}' })
  assert.deepEqual(store.ranges, ['bytes 0-9/23', 'bytes 10-19/23', 'bytes 20-22/23'])
  assert.equal(store.kept(), TEXT)
  const [opened] = at.seen('api')
  assert.deepEqual([opened?.headers['x-file-type'], opened?.headers['x-file-size']], ['text/plain', '23'])
  assert.deepEqual(JSON.parse(opened?.body ?? ''), { title: 'A' })
  assert.ok(at.seen('objects').every(({ headers }) => headers['x-key'] === undefined))
})

test('an address on an origin that is listed with the credential gets it with each piece', async () => {
  await using at = await stage(keeper(), 'https://uploads.archive.example/u1')
  await at.upload('upload_in_pieces', file)
  assert.deepEqual(
    at.seen('uploads').map(({ headers }) => headers['x-key']),
    [SECRET, SECRET, SECRET],
  )
})

test('the size stays unknown until the last piece', async () => {
  const store = keeper()
  await using at = await stage(store)
  await at.upload('upload_in_pieces', { ...file, content: streamed(TEXT) })
  assert.deepEqual(store.ranges, ['bytes 0-9/*', 'bytes 10-19/*', 'bytes 20-22/23'])
  assert.equal(at.seen('api')[0]?.headers['x-file-size'], undefined)
})

test('a file that ends with a piece ends with that one, and an empty one is told to be empty', async () => {
  const store = keeper()
  await using at = await stage(store)
  await at.upload('upload_in_pieces', { ...file, content: streamed(TEXT.slice(0, 20)) })
  assert.deepEqual(store.ranges, ['bytes 0-9/*', 'bytes 10-19/20'])
  const empty = keeper()
  await using atEmpty = await stage(empty)
  await atEmpty.upload('upload_in_pieces', { ...file, content: streamed('') })
  assert.deepEqual(empty.ranges, ['bytes */0'])
})

for (const [what, respond] of [
  ['the connection breaks', cut],
  ['the third party fails', answer({}, 503)],
  ['there is too much going on', answer({}, 429)],
] as const) {
  test(`where ${what} the third party is asked how far it came, and the upload goes on from there`, async () => {
    const store = keeper(only(1)(respond))
    await using at = await stage(store)
    await at.upload('upload_in_pieces', file)
    assert.deepEqual(store.ranges, [
      'bytes 0-9/23',
      'bytes 10-19/23',
      'bytes */23',
      'bytes 10-19/23',
      'bytes 20-22/23',
    ])
    assert.equal(store.kept(), TEXT)
    assert.deepEqual(at.pauses, [200])
  })
}

test('of a piece that was kept in part the rest is sent', async () => {
  const store = keeper(undefined, (nth) => (nth === 1 ? 4 : 10))
  await using at = await stage(store)
  await at.upload('upload_in_pieces', file)
  assert.deepEqual(store.ranges, ['bytes 0-9/23', 'bytes 10-19/23', 'bytes 14-19/23', 'bytes 20-22/23'])
  assert.equal(store.kept(), TEXT)
})

test('any bytes arrive as they are, whatever breaks in between', async () => {
  const uploads = fc.record({
    text: fc.stringMatching(/^[a-z]{0,60}$/),
    chunk: fc.integer({ min: 1, max: 15 }),
    sized: fc.boolean(),
    plays: fc.array(fc.constantFrom(cut, answer({}, 500), undefined, undefined), { maxLength: 12 }),
    wants: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 12 }),
  })
  await fc.assert(
    fc.asyncProperty(uploads, async ({ text, chunk, sized, plays, wants }) => {
      const store = keeper(
        (nth) => plays[nth],
        (nth) => wants[nth] ?? 10,
      )
      await using at = await stage(store)
      const size = sized ? { size: text.length } : {}
      const content = streamed(text, chunk)
      const failure = await at.upload('upload_in_pieces', { type: 'text/plain', content, ...size }).then(
        () => undefined,
        (error: Error) => error,
      )
      // Twelve that go wrong can be more than five in a row.
      if (failure === undefined) assert.equal(store.kept(), text)
      else assert.ok(store.ranges.length > 5, failure.message)
    }),
    { numRuns: 60 },
  )
})

test('after five failures without progress it is given up, each rest twice as long as the one before', async () => {
  await using at = await stage(keeper((nth) => (nth > 0 ? answer({ error: 'busy' }, 500) : undefined)))
  const upload = at.upload('upload_in_pieces', file)
  await assert.rejects(upload, { code: 'upstream_unavailable', sideEffect: 'none', message: /busy/ })
  assert.deepEqual(at.pauses, [200, 400, 800, 1600, 3200])
})

test('a third party that never moves is given up as well', async () => {
  await using at = await stage({ respond: (response) => void response.writeHead(308).end() })
  await assert.rejects(at.upload('upload_in_pieces', file), {
    code: 'upstream_unavailable',
    sideEffect: 'none',
  })
  assert.equal(at.seen('objects').length, 6)
})

test('where the last piece may have arrived and nothing tells, the outcome is unknown', async () => {
  await using at = await stage(keeper((nth) => (nth >= 2 ? cut : undefined)))
  const upload = at.upload('upload_in_pieces', file)
  await assert.rejects(upload, { code: 'outcome_unknown', sideEffect: 'unknown' })
})

test('where the last piece is known to be missing, nothing has happened', async () => {
  const answers: Fault = (nth) => (nth === 2 || nth > 3 ? answer({}, 500) : undefined)
  await using at = await stage(keeper((nth) => (nth === 4 ? answer({}, 410) : answers(nth))))
  await assert.rejects(at.upload('upload_in_pieces', file), {
    code: 'upstream_not_found',
    sideEffect: 'none',
  })
})

test('a lost answer to the last piece is asked for', async () => {
  let done = false
  const store = keeper()
  await using at = await stage({
    respond: (response, request) => {
      if (String(request.headers['content-range']).startsWith('bytes 20-') && !done) {
        done = true
        store.respond({ writeHead: () => ({ end: () => {} }) } as never, request)
        return cut(response, request)
      }
      store.respond(response, request)
    },
  })
  assert.equal((await at.upload('upload_in_pieces', file)).body, '{"id":"u1"}')
  assert.equal(store.ranges.at(-1), 'bytes */23')
})

for (const [what, respond, code, sideEffect] of [
  ['has lost what it took', (response) => response.writeHead(308).end(), 'upstream_unavailable', 'none'],
  [
    'claims more than it was sent',
    (response) => response.writeHead(308, { range: 'bytes=0-99' }).end(),
    'upstream_unavailable',
    'none',
  ],
  [
    'tells its progress in no known way',
    (response) => response.writeHead(308, { range: 'lines=3' }).end(),
    'upstream_malformed',
    'none',
  ],
  ['no longer knows the upload', answer({}, 404), 'upstream_not_found', 'none'],
  [
    'points elsewhere',
    (response) => response.writeHead(302, { location: 'https://evil.example' }).end(),
    'upstream_invalid',
    'none',
  ],
  ['ends before the last byte', answer({ id: 'u1' }), 'outcome_unknown', 'done'],
] as readonly (readonly [string, Respond, string, string])[]) {
  test(`a third party that ${what} in the middle is ${code}`, async () => {
    await using at = await stage(keeper(only(1)(respond)))
    await assert.rejects(at.upload('upload_in_pieces', file), { code, sideEffect })
  })
}

test('a caller who leaves is told by his own reason, and the file is let go', async () => {
  const leaving = new AbortController()
  const closed = Promise.withResolvers<string>()
  await using at = await stage(keeper(() => () => leaving.abort(new Error('bye'))))
  const content = (async function* () {
    try {
      yield* streamed(TEXT)
    } finally {
      closed.resolve('closed')
    }
  })()
  const upload = at.upload('upload_in_pieces', { ...file, content }, { signal: leaving.signal })
  await assert.rejects(upload, /bye/)
  assert.equal(await closed.promise, 'closed')
})

test('a file that hangs does not hang the call', async () => {
  await using at = await stage(keeper())
  const content = (async function* () {
    yield Buffer.from('x')
    await new Promise(() => {})
  })()
  const upload = at.upload('upload_in_pieces', { ...file, content }, { deadlineMs: 50 })
  await assert.rejects(upload, { code: 'invalid_params', sideEffect: 'none' })
})
