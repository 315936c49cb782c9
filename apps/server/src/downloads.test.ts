import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { emulate } from '@sallyport/emulator'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const TOKEN = 'ya29.practise'
const google = await emulate(googleDriveVendor, { credentials: TOKEN, links: 'vendor' })
const under = await engineUnderTest({ origins: new Map([['https://www.googleapis.com', google.url]]) })
after(async () => {
  await under.close()
  await google.close()
})
const bearer = await under.scopedToken('acme')
const connected = await under.call('POST', '/api/v1/integrations/connectors', {
  bearer,
  body: { connector_type: 'google-drive', credentials: { access_token: TOKEN } },
})
const id = String(connected.body.id)
const small = randomBytes(3_000)
const fileId = await uploaded('small.bin', small)

async function uploaded(name: string, content: Buffer): Promise<string> {
  const kept = await fetch(`${under.engine.url}/api/v1/files?name=${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/x-thing' },
    body: new Uint8Array(content),
  })
  const { id: file } = (await kept.json()) as { readonly id: string }
  const request = { entity: 'files', action: 'upload', params: { name, file } }
  return String((await under.execute(bearer, id, request)).body.result.id)
}

interface Asked {
  readonly params?: object
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
}

async function download({ params, headers, path = `/api/v1/integrations/connectors/${id}/execute` }: Asked) {
  const response = await fetch(under.engine.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ entity: 'files', action: 'download', params: { fileId, ...params } }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, json: () => JSON.parse(String(bytes)) }
}

describe('a part of a file', () => {
  const PARTS: readonly (readonly [what: string, asked: Asked, range: string | null, wanted: Buffer])[] = [
    ['by the header Range', { headers: { range: 'bytes=10-19' } }, '10-19', small.subarray(10, 20)],
    ['to the end', { headers: { range: 'bytes=2990-' } }, '2990-2999', small.subarray(2990)],
    ['by the parameter', { params: { range_header: 'bytes=0-4' } }, '0-4', small.subarray(0, 5)],
    [
      'by the parameter, where both are given',
      { params: { range_header: 'bytes=0-4' }, headers: { range: 'bytes=10-19' } },
      '0-4',
      small.subarray(0, 5),
    ],
    // RFC 9110 14.2: a server may ignore what it does not take.
    ['several at once are the whole file', { headers: { range: 'bytes=0-1,4-5' } }, null, small],
    ['of another unit is the whole file', { headers: { range: 'lines=0-1' } }, null, small],
  ]
  for (const [what, asked, range, wanted] of PARTS) {
    test(what, async () => {
      const { status, headers, bytes } = await download(asked)
      const expected = range === null ? [200, null] : [206, `bytes ${range}/${small.length}`]
      assert.deepEqual([status, headers.get('content-range')], expected)
      assert.ok(wanted.equals(bytes))
    })
  }

  test('means nothing to calls that give no file', async () => {
    const reply = await under.call('POST', `/api/v1/integrations/connectors/${id}/execute`, {
      bearer,
      body: { entity: 'files', action: 'list', params: { limit: 1 } },
      headers: { range: 'bytes=0-9' },
    })
    assert.deepEqual([reply.status, reply.body.status], [200, 'success'])
  })

  test('that the parameter does not say rightly is refused', async () => {
    const { status, json } = await download({ params: { range_header: 'the beginning' } })
    assert.deepEqual([status, json().code], [422, 'invalid_params'])
  })
})

test('a file that is not there is 404 with an error, and no empty file', async () => {
  const { status, headers, json } = await download({ params: { fileId: 'nope' } })
  assert.deepEqual([status, json().code], [404, 'upstream_not_found'])
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
})

test('the tag of a version is passed on where the third party gives one', async () => {
  const github = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  const call = { entity: 'files', params: { ...REPOSITORY, path: 'notes.txt' } }
  const content = Buffer.from('notes').toString('base64')
  const made = await under.execute(bearer, github, {
    ...call,
    action: 'create',
    params: { ...call.params, message: 'Notes', content },
  })
  assert.equal(made.status, 200, made.text)
  const got = await under.execute(bearer, github, { ...call, action: 'download' })
  assert.equal(got.status, 200, got.text)
  assert.match(got.headers.get('etag') ?? '', /^(W\/)?"[^"]+"$/)
})

describe('to clients that take nothing but JSON', () => {
  const json = { accept: 'application/json' }

  test('a small file comes inside of the envelope', async () => {
    const { status, headers, json: body } = await download({ headers: json })
    assert.match(headers.get('content-type') ?? '', /^application\/json/)
    const { content, ...facts } = body().result
    assert.deepEqual([status, body().status, body().connector_metadata], [200, 'success', null])
    assert.ok(small.equals(Buffer.from(content, 'base64')))
    assert.deepEqual(
      [facts.encoding, facts.content_type, facts.size, facts.content_range],
      ['base64', 'application/x-thing', small.length, null],
    )
  })

  test('and so does a part of one', async () => {
    const { json: body } = await download({ headers: { ...json, range: 'bytes=1-2' } })
    const { content, content_range: range, size } = body().result
    assert.deepEqual([size, range], [2, `bytes 1-2/${small.length}`])
    assert.ok(small.subarray(1, 3).equals(Buffer.from(content, 'base64')))
  })

  test('a file over 4 MB is refused with what to ask instead, and a part of it is given', async () => {
    const large = await uploaded('large.bin', randomBytes(4 * 1024 * 1024 + 1))
    const { status, json: body } = await download({ params: { fileId: large }, headers: json })
    assert.deepEqual([status, body().code], [422, 'upstream_too_large'])
    assert.match(body().message, /Accept: \*\/\*/)
    const part = await download({ params: { fileId: large, range_header: 'bytes=0-9' }, headers: json })
    assert.equal(part.json().result.size, 10)
  })

  for (const accept of ['*/*', 'application/json, */*', 'application/octet-stream']) {
    test(`"${accept}" takes the file as it is`, async () => {
      const { headers, bytes } = await download({ headers: { accept } })
      assert.equal(headers.get('content-type'), 'application/x-thing')
      assert.ok(small.equals(bytes))
    })
  }
})

test('the first clients get the bytes alone, at the host itself', async () => {
  const { bytes } = await download({ path: `/connectors/${id}/execute` })
  assert.ok(small.equals(bytes))
})
