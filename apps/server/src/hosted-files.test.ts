import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { emulate } from '@sallyport/emulator'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { connect } from 'sallyport'
import { googleDrive } from 'sallyport/connectors/google-drive'
import { engineUnderTest } from './testing/index.ts'

const TOKEN = 'ya29.practise'
const google = await emulate(googleDriveVendor, { credentials: TOKEN, links: 'vendor' })
const under = await engineUnderTest({
  config: { redirectOrigins: new Map([['https://www.googleapis.com', google.url]]) },
})
after(async () => {
  await under.close()
  await google.close()
})
const { call } = under
const bearer = await under.scopedToken('acme')
const connected = await call('POST', '/api/v1/integrations/connectors', {
  bearer,
  body: { connector_type: 'google-drive', credentials: { access_token: TOKEN } },
})
const id = String(connected.body.id)
const content = randomBytes(2_500_000)

async function keep(
  as: string,
  type = 'application/x-thing',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${under.engine.url}/api/v1/files?name=thing.bin`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': type },
    body: content,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('a file is kept under a handle, goes up through a connector, and comes down byte for byte, and in part', async () => {
  const { status, body } = await keep(bearer)
  assert.equal(status, 200)
  const { id: handle, expires_at: expires, ...facts } = body
  assert.match(String(handle), /^file_[0-9a-f-]{36}$/)
  assert.ok(Date.parse(String(expires)) > Date.now() + 3_000_000)
  assert.deepEqual(facts, { type: 'application/x-thing', name: 'thing.bin', size: content.length })

  const params = { name: 'thing.bin', file: handle }
  const made = await under.execute(bearer, id, { entity: 'files', action: 'upload', params })
  assert.equal(made.status, 200, made.text)
  const download = async (more: object) =>
    fetch(`${under.engine.url}/api/v1/integrations/connectors/${id}/execute`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        entity: 'files',
        action: 'download',
        params: { fileId: made.body.result.id, ...more },
      }),
    })
  const whole = await download({})
  assert.deepEqual([whole.status, whole.headers.get('content-length')], [200, String(content.length)])
  assert.equal(whole.headers.get('x-content-type-options'), 'nosniff')
  assert.ok(content.equals(Buffer.from(await whole.arrayBuffer())))
  const part = await download({ range_header: 'bytes=10-19' })
  assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 10-19/${content.length}`])
  assert.ok(content.subarray(10, 20).equals(Buffer.from(await part.arrayBuffer())))
})

test('what lies in the database of a file is sealed', async () => {
  const rows = await readTables(under.engine.database)
  const pieces = rows.filter(({ table }) => table === 'sallyport.file_pieces')
  assert.ok(pieces.length >= 3)
  assert.ok(
    !pieces.some(({ columns }) => String(columns.sealed).includes(content.subarray(0, 32).toString('hex'))),
  )
})

test('a handle of another workspace is not there, as one that never was', async () => {
  const { body } = await keep(await under.scopedToken('rival'))
  for (const file of [body.id, 'file_0198a7c2-6f2e-7c3a-9b51-2f8f4c1d9e07']) {
    const request = { entity: 'files', action: 'upload', params: { name: 'x', file } }
    assertErrorAnswer(await under.execute(bearer, id, request), 'file_not_found')
  }
})

test('bytes may stand in the parameters themselves, and a path means nothing', async () => {
  const small = Buffer.from('hello')
  const params = { name: 'hello.txt', file: small.toString('base64'), file_type: 'text/plain' }
  const made = await under.execute(bearer, id, { entity: 'files', action: 'upload', params })
  assert.equal(made.status, 200, made.text)
  for (const file of ['/etc/passwd', 'file:///etc/passwd', '../secret.txt', 7]) {
    const refused = await under.execute(bearer, id, {
      entity: 'files',
      action: 'upload',
      params: { name: 'x', file },
    })
    assertErrorAnswer(refused, 'invalid_params')
  }
})

test('a file of no media type, and a name with a path, are refused', async () => {
  assertErrorAnswer(
    {
      ...(await call('POST', '/api/v1/files', {
        bearer,
        raw: 'x',
        headers: { 'content-type': 'text/plain; odd' },
      })),
    },
    'invalid_request',
  )
  const named = await call('POST', '/api/v1/files?name=..%2Fx', { bearer, raw: 'x' })
  assertErrorAnswer(named, 'invalid_request')
})

test('the client sends and gets files, hosted as in its own process', async () => {
  const { client_id: clientId, client_secret: clientSecret } = under.application
  const hosted = connect(googleDrive, { url: under.engine.url, clientId, clientSecret, workspace: 'acme' })
  const local = connect(googleDrive, {
    credentials: { access_token: TOKEN },
    redirectOrigins: { 'https://www.googleapis.com': google.url },
  })
  for (const client of [hosted, local]) {
    const pieces = (async function* () {
      for (let at = 0; at < content.length; at += 100_000) yield content.subarray(at, at + 100_000)
    })()
    const file = { type: 'application/x-thing', size: content.length, content: pieces }
    const { data } = await client.files.upload({ name: 'thing.bin' }, { file })
    const down = await client.files.download({ fileId: data.id })
    const got: Uint8Array[] = []
    for await (const piece of down.body) got.push(piece)
    assert.ok(content.equals(Buffer.concat(got)))
    const { range } = await client.files.download({ fileId: data.id }, { range: { first: 0, last: 9 } })
    assert.equal(range, `bytes 0-9/${content.length}`)
    await client.close()
  }
})

test('files count as what was used, with all their bytes once they have gone through', async () => {
  const operator = await under.applicationToken()
  const totals = async () => (await call('GET', '/api/v1/usage', { bearer: operator })).body.totals
  // Records of what came before are saved within a second.
  await sleep(1_200)
  const before = await totals()
  const params = { name: 'counted.bin', file: (await keep(bearer)).body.id }
  const made = await under.execute(bearer, id, { entity: 'files', action: 'upload', params })
  const fileId = made.body.result.id
  const file = await under.execute(bearer, id, { entity: 'files', action: 'download', params: { fileId } })
  assert.equal(file.status, 200)
  await sleep(1_200)
  const after = await totals()
  const [sent, received] = [
    after.bytes_sent - before.bytes_sent - content.length,
    after.bytes_received - before.bytes_received - content.length,
  ]
  assert.ok(sent > 0 && sent < 10_000, `${sent} more than the file went`)
  assert.ok(received > 0 && received < 10_000, `${received} more than the file came`)
  assert.equal(after.calls - before.calls, 2)
})
