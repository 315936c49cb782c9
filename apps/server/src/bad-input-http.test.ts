import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorCode } from '@sallyport/errors'
import { type Answered, assertErrorAnswer } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { url } = under.engine
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, {
  credentials: { token: GITHUB_TOKEN },
  source_config: { repositories: 'octokit-fixture-org/paginate-issues' },
})
const CONNECTORS = '/api/v1/integrations/connectors'
const EXECUTE = `${CONNECTORS}/${id}/execute`
const CALL = '{"entity":"issues","action":"list"}'
const MB = 1024 * 1024
const secrets = [GITHUB_TOKEN, bearer, under.application.client_secret]

interface Sent {
  readonly body?: string | Uint8Array | ReadableStream
  readonly type?: string | undefined
}

/** As `fetch` sends it, which gives text a content type of its own. */
async function post({ body, type = 'application/json' }: Sent): Promise<Answered> {
  const response = await fetch(url + EXECUTE, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, ...(type !== '' && { 'content-type': type }) },
    ...(body !== undefined && { body, duplex: 'half' }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const BODIES: readonly (readonly [what: string, sent: Sent, code: ErrorCode])[] = [
  ['a body that is not JSON', { body: '{"entity":' }, 'malformed_request'],
  ['an empty body', { body: '' }, 'invalid_request'],
  ['no body', {}, 'invalid_request'],
  ['an array for a body', { body: '[]' }, 'invalid_request'],
  ['null for a body', { body: 'null' }, 'invalid_request'],
  ['a string for a body', { body: '"issues"' }, 'invalid_request'],
  ['a body over 1 MB', { body: CALL.padEnd(MB + 1) }, 'payload_too_large'],
  ['a body of 20 MB', { body: ' '.repeat(20 * MB) }, 'payload_too_large'],
  ['a body over 1 MB that does not say its length', { body: stream(MB + 1) }, 'payload_too_large'],
  ['100,000 arrays inside each other', { body: '['.repeat(100_000) }, 'malformed_request'],
  [
    'objects nested 100,000 deep among the parameters',
    {
      body: `{"entity":"issues","action":"list","params":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`,
    },
    'malformed_request',
  ],
  ['60,000 members', { body: `{${'"a":1,'.repeat(60_000)}"b":1}` }, 'malformed_request'],
  ['a key __proto__', { body: '{"params":{"__proto__":{"owner":"x"}}}' }, 'malformed_request'],
  ['an escaped key __proto__', { body: '{"\\u005f_proto__":{"owner":"x"}}' }, 'malformed_request'],
  [
    'a key constructor that holds a prototype',
    { body: '{"constructor":{"prototype":{"owner":"x"}}}' },
    'malformed_request',
  ],
  ['bytes that are no UTF-8', { body: Buffer.from('{"entity":"\xff"}', 'latin1') }, 'malformed_request'],
  ['half a character', { body: '{"entity":"\\ud83d","action":"list"}' }, 'malformed_request'],
  ['half a character in a key', { body: '{"params":{"\\uDC00":1}}' }, 'malformed_request'],
  ['plain text', { body: CALL, type: 'text/plain' }, 'unsupported_media_type'],
  ['a form', { body: 'entity=issues', type: 'application/x-www-form-urlencoded' }, 'unsupported_media_type'],
  ['XML', { body: '<entity/>', type: 'application/xml' }, 'unsupported_media_type'],
  ['a content type that is none', { body: CALL, type: ';;;' }, 'unsupported_media_type'],
  ['a body without a content type', { body: Buffer.from(CALL), type: '' }, 'unsupported_media_type'],
]

for (const [what, sent, code] of BODIES) {
  test(`refuses ${what}: ${code}`, async () => {
    assertErrorAnswer(await post(sent), code, secrets)
  })
}

const ACCEPTED: readonly (readonly [what: string, sent: Sent])[] = [
  ['a body of exactly 1 MB', { body: CALL.padEnd(MB) }],
  ['40,000 members', { body: `{"ignored":{${'"a":1,'.repeat(40_000)}"b":1},${CALL.slice(1)}` }],
  ['a content type with a charset', { body: CALL, type: 'Application/JSON; charset=utf-8' }],
  ['whole characters, escaped or not', { body: `{"intent":"\\ud83d\\ude00 😀 \\\\ud83d",${CALL.slice(1)}` }],
]

for (const [what, sent] of ACCEPTED) {
  test(`accepts ${what}`, async () => assert.equal((await post(sent)).status, 200))
}

const URLS: readonly (readonly [what: string, path: string, code: ErrorCode, method?: string])[] = [
  ['a path that cannot be decoded', `${CONNECTORS}/%zz`, 'malformed_request'],
  ['a path that is no UTF-8', '/%E0%A4%A', 'malformed_request'],
  ['a path with a part of 600 characters', `${CONNECTORS}/${'a'.repeat(600)}`, 'malformed_request'],
  ['a URL of 20,000 characters', `${CONNECTORS}?workspace_name=${'a'.repeat(20_000)}`, 'malformed_request'],
  ['a path that leads nowhere', '/api/v2/integrations/connectors', 'route_not_found'],
  ['a method that the path does not have', CONNECTORS, 'route_not_found', 'PUT'],
  ['a name of nothing', `${CONNECTORS}/nope`, 'connector_not_found'],
  ['an id that is a UUID in a URN', `${CONNECTORS}/urn:uuid:${id}`, 'connector_not_found'],
  ['an id that is no UUID, to change', `${CONNECTORS}/nope`, 'invalid_request', 'PUT'],
  ['an id that is no UUID, to end', `${CONNECTORS}/nope`, 'invalid_request', 'DELETE'],
  ['an id of nothing', `${CONNECTORS}/01900000-0000-7000-8000-00000000dead`, 'connector_not_found'],
  ['a workspace id that is no UUID', `${CONNECTORS}?workspace_id=nope`, 'invalid_request'],
  [
    'a parameter of the query that comes twice',
    `${CONNECTORS}?workspace_name=a&workspace_name=b`,
    'invalid_request',
  ],
]

for (const [what, path, code, method = 'GET'] of URLS) {
  test(`refuses ${what}: ${code}`, async () => {
    assertErrorAnswer(await under.call(method, path, { bearer }), code, secrets)
  })
}

test('an id in upper case is the same id', async () => {
  const { status, body } = await under.call('GET', `${CONNECTORS}/${id.toUpperCase()}`, { bearer })
  assert.deepEqual([status, body.id], [200, id])
})

const BROKEN: readonly (readonly [what: string, request: string])[] = [
  ['text that is not HTTP', 'hello\r\n\r\n'],
  ['a header without a name', 'GET /healthz HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n'],
  ['a content-length that is no number', headed('content-length: two', '{}')],
  ['a content-length that is too short', headed('content-length: 3', CALL)],
  ['a content-length that is too long', headed('content-length: 100', CALL)],
  ['two ways to tell the length', headed('content-length: 2\r\ntransfer-encoding: chunked', '{}')],
  ['a chunk that is none', headed('transfer-encoding: chunked', 'zz\r\n{}')],
]

for (const [what, request] of BROKEN) {
  test(`answers ${what} in the envelope too, and ends the connection`, async () => {
    const answer = await exchange(request)
    assertErrorAnswer(answer, 'malformed_request', secrets)
    assert.equal(answer.headers.get('connection'), 'close')
  })
}

test('a client that goes away is neither answered nor taken for a failure of the engine', async () => {
  under.github.faults.add({ kind: 'silence' })
  under.github.ledger.clear()
  const leaving = new AbortController()
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  const left = fetch(url + EXECUTE, { method: 'POST', headers, body: CALL, signal: leaving.signal })
  while (under.github.ledger.count() === 0) await sleep(5)
  leaving.abort()
  await assert.rejects(left, { name: 'AbortError' })
  while (!under.logged().includes('"status":499')) await sleep(5)
  assert.equal((await post({ body: CALL })).status, 200)
})

test('nothing of all this was a failure of the engine', () => {
  const failures = under.logged().match(/^.*"level":[56]0.*$/gm)
  assert.equal(failures, null)
})

function stream(bytes: number): ReadableStream {
  return new Blob([CALL.padEnd(bytes)]).stream()
}

function headed(header: string, body: string): string {
  const start = `POST ${EXECUTE} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${bearer}`
  return `${start}\r\ncontent-type: application/json\r\n${header}\r\n\r\n${body}`
}

/** Writes the bytes as they are, ends, and reads the answer until the connection is closed. */
function exchange(request: string): Promise<Answered> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.end(request))
    socket.setEncoding('utf8').on('data', (piece) => {
      text += piece
    })
    socket.on('error', reject).on('close', () => resolve(answerOf(text)))
  })
}

function answerOf(text: string): Answered {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [status = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const [name = '', value = ''] = line.split(': ')
      return [name, value]
    }),
  )
  return { status: Number(status.split(' ')[1]), headers, text: body }
}
