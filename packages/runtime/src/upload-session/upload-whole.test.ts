import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SECRET } from '../testing/archive.ts'
import { answer, type Respond, sessionStage } from './testing/session-stage.ts'

const OPENED = { upload: { id: 'u1', url: 'https://objects.example/u1?permission=x' } }
const file = { type: 'text/plain', name: 'a.txt', content: Buffer.from('hello') }
const params = { title: 'A', folder: 'f' }

interface Steps {
  readonly opened?: Respond
  readonly taken?: Respond
  readonly ended?: Respond
}

function stage({ opened = answer(OPENED), taken = answer('OK'), ended = answer({ id: 'u1' }) }: Steps = {}) {
  return sessionStage({
    api: (response, request) => (request.target === '/sessions/done' ? ended : opened)(response, request),
    uploads: taken,
    objects: taken,
  })
}

test('an address is asked for, gets the bytes without the credential, and the end gives the result', async () => {
  await using at = await stage()
  assert.deepEqual(await at.upload('upload_whole', file, { params }), { status: 200, body: '{"id":"u1"}' })
  const [opened, ended] = at.seen('api')
  assert.deepEqual([opened?.method, opened?.target, opened?.headers['x-key']], ['POST', '/sessions', SECRET])
  assert.deepEqual(JSON.parse(opened?.body ?? ''), { length: 5, filename: 'a.txt' })
  assert.deepEqual(JSON.parse(ended?.body ?? ''), {
    files: [{ id: 'u1', title: 'A' }],
    folder: 'f',
    kind: 'text/plain',
  })
  const [sent] = at.seen('objects')
  assert.deepEqual([sent?.method, sent?.target, sent?.body], ['POST', '/u1?permission=x', 'hello'])
  const { host, connection, 'accept-encoding': coding, ...said } = sent?.headers ?? {}
  assert.deepEqual(said, { 'content-type': 'text/plain', 'content-length': '5' })
  assert.ok(host && connection && coding)
})

test('an origin that is listed with the credential gets it', async () => {
  const upload = { id: 'u1', url: 'https://uploads.archive.example/u1' }
  await using at = await stage({ opened: answer({ upload }) })
  await at.upload('upload_whole', file, { params })
  assert.deepEqual(
    at.seen('uploads').map(({ headers }) => [headers['x-key'], headers['x-version']]),
    [[SECRET, '1']],
  )
})

test('a parameter of the end is not said at the beginning, and one that was not given nowhere', async () => {
  await using at = await stage()
  await at.upload('upload_whole', file)
  assert.equal('folder' in JSON.parse(at.seen('api')[1]?.body ?? ''), false)
})

for (const [what, content, missing] of [
  ['size', { type: 'text/plain', name: 'a', content: (async function* () {})() }, 'file.size'],
  ['name', { type: 'text/plain', content: Buffer.from('x') }, 'file.name'],
] as const) {
  test(`an unknown ${what} is named before anything is sent`, async () => {
    await using at = await stage()
    await assert.rejects(
      at.upload('upload_whole', content, { params }),
      (error: Error & Record<string, unknown>) => {
        assert.deepEqual([error.code, error.sideEffect], ['invalid_params', 'none'])
        assert.deepEqual(
          (error.problems as { field: string }[]).map(({ field }) => field),
          [missing],
        )
        assert.equal(error.fix, `Give "${what}" with the file.`)
        return true
      },
    )
    assert.equal(at.seen('api').length, 0)
  })
}

const cut: Respond = (response) => void response.socket?.destroy()
const elsewhere = answer({ upload: { url: 'https://evil.example/' } })

for (const [what, steps, code, sideEffect] of [
  ['the beginning fails', { opened: answer({ error: 'no' }, 503) }, 'upstream_unavailable', 'none'],
  ['the beginning breaks off', { opened: cut }, 'upstream_unavailable', 'none'],
  [
    'the beginning says in its body that it failed',
    { opened: answer({ ok: false }) },
    'upstream_invalid',
    'none',
  ],
  ['the address is elsewhere', { opened: elsewhere }, 'destination_refused', 'none'],
  ['there is no address', { opened: answer({}) }, 'projection_failed', 'none'],
  ['the bytes break off', { taken: cut }, 'upstream_unavailable', 'none'],
  ['the bytes are refused', { taken: answer({}, 413) }, 'upstream_invalid', 'none'],
  ['the address has run out', { taken: answer({}, 403) }, 'upstream_forbidden', 'none'],
  ['the bytes fail', { taken: answer({}, 500) }, 'upstream_unavailable', 'none'],
  ['the bytes are taken and refused', { taken: answer({ ok: false }) }, 'upstream_invalid', 'none'],
  ['the end breaks off', { ended: cut }, 'outcome_unknown', 'unknown'],
] as const) {
  test(`where ${what} it is ${code}, and what happened is ${sideEffect}`, async () => {
    await using at = await stage(steps)
    await assert.rejects(at.upload('upload_whole', file), { code, sideEffect })
  })
}

test('a file that breaks off is the fault of who gives it, and the upload is not ended', async () => {
  await using at = await stage()
  const content = (async function* () {
    yield Buffer.from('he')
    throw new Error('disk')
  })()
  const upload = at.upload('upload_whole', { ...file, size: 5, content }, { params })
  await assert.rejects(upload)
  assert.equal(at.seen('api').length, 1)
})
