import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, afterEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answered, assertErrorAnswer, type RawClient, rawClient } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

const SLOWEST = 600
const under = await engineUnderTest({
  httpLimits: {
    connections: 30,
    connectionsPerNetwork: 12,
    requestsPerConnection: 5,
    requestsAtOnce: 3,
    slowestMs: SLOWEST,
  },
})
after(() => under.close())
const port = Number(new URL(under.engine.url).port)
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, validate: false })
const EXECUTE = `/api/v1/integrations/connectors/${id}/execute`

const clients: RawClient[] = []
const open = async (from?: string) => {
  const client = await rawClient({ port, ...(from !== undefined && { from }) })
  clients.push(client)
  return client
}
afterEach(async () => {
  const those = clients.splice(0)
  for (const { socket } of those) socket.destroy()
  await Promise.all(those.map(({ closed }) => closed))
  await sleep(20)
})

/** Everybody else, who asks for something meanwhile. */
async function assertOthersServed(): Promise<void> {
  const { socket, text, closed } = await open('127.0.0.9')
  socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  await closed
  assert.match(text(), /^HTTP\/1\.1 200 /)
}

/** What came back to bytes that were sent, until the engine closed the connection. */
async function answersTo(bytes: string): Promise<Answered[]> {
  const { socket, text, closed } = await open()
  socket.write(bytes)
  await closed
  return text()
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((each) => each !== '')
    .map(answerOf)
}

function answerOf(text: string): Answered {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [status = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
  )
  return { status: Number(status.split(' ')[1]), headers, text: body }
}

const HEAD = `POST ${EXECUTE} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`

/** Ended by the engine, each with its answer, whatever the client does after. */
const REFUSED: readonly (readonly [what: string, bytes: string, says: RegExp])[] = [
  ['headers of 20 KB', `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, /16 KB/],
  ['a URL of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, /16 KB/],
  ['headers that do not end', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx: ', /in time/],
  ['a body that does not end', `${HEAD}content-length: 100\r\n\r\n{"entity":`, /in time/],
  ['no host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n', /no Host header/],
  ['an expectation', 'GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: tea\r\n\r\n', /expectation/],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /HTTP/],
]

for (const [what, bytes, says] of REFUSED) {
  test(`${what}: the request is refused in words, with an id, and the connection ends`, async () => {
    const started = performance.now()
    const answering = answersTo(bytes)
    await assertOthersServed()
    const [answer = assert.fail('nothing came')] = await answering
    assertErrorAnswer(answer, { code: 'malformed_request', says })
    assert.ok(performance.now() - started < 4 * SLOWEST, 'it took too long')
  })
}

/** Closed by the engine without a word, since there is nobody to answer to yet. */
const CLOSED: readonly (readonly [what: string, bytes: string])[] = [
  ['a connection on which nothing comes', ''],
  ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n'],
]

for (const [what, bytes] of CLOSED) {
  test(`${what} is closed`, async () => {
    const answering = answersTo(bytes)
    await assertOthersServed()
    await answering
  })
}

const GET = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'

test('of requests that are sent without waiting for answers so many are taken, and then the connection ends', async () => {
  const answers = await answersTo(GET.repeat(200))
  const [refused = assert.fail()] = answers.slice(3)
  assert.deepEqual(
    answers.slice(0, 3).map(({ status }) => status),
    [200, 200, 200],
  )
  assertErrorAnswer(refused, 'rate_limited')
  assert.equal(answers.length, 4)
})

test('after so many requests a connection ends with its answer', async () => {
  const { socket, text, closed } = await open()
  for (let request = 1; request <= 5; request++) {
    const before = text().length
    socket.write(GET)
    while (text().length === before) await once(socket, 'data')
  }
  await closed
  assert.deepEqual(
    [...text().matchAll(/connection: ([\w-]+)/gi)].map(([, said]) => said),
    ['keep-alive', 'keep-alive', 'keep-alive', 'keep-alive', 'close'],
  )
})

test('one address has so many connections, and no more; others have theirs', async () => {
  const those = await Promise.all(Array.from({ length: 20 }, () => open('127.0.0.7')))
  await Promise.all(those.slice(12).map(({ closed }) => closed))
  await assertOthersServed()
  const [first = assert.fail()] = those
  first.socket.write(GET)
  await once(first.socket, 'data')
  // Room again, as soon as they leave.
  for (const { socket } of those.slice(0, 12)) socket.destroy()
  await sleep(50)
  const next = await open('127.0.0.7')
  next.socket.write(GET)
  await once(next.socket, 'data')
  assert.match(next.text(), /^HTTP\/1\.1 200 /)
})

test('all together have so many, and those that say nothing make room in time', async () => {
  const those = await Promise.all(
    Array.from({ length: 60 }, (_, at) => open(`127.0.1.${1 + Math.floor(at / 10)}`)),
  )
  await sleep(50)
  const left = those.filter(({ socket }) => !socket.destroyed).length
  assert.ok(left <= 30 && left > 20, String(left))
  await Promise.all(those.map(({ closed }) => closed))
  await assertOthersServed()
})

test('the id of a request is ours; what its client calls it is logged and recorded beside it', async () => {
  const ask = (theirs: string) =>
    under.call('POST', EXECUTE, {
      bearer,
      body: { entity: 'users', action: 'list' },
      headers: { 'x-request-id': theirs },
    })
  const { headers } = await ask('client-7:a/b')
  const ours = headers.get('x-request-id') ?? ''
  assert.match(ours, /^[0-9a-f-]{36}$/)
  while (!under.logged().includes(ours)) await sleep(5)
  assert.match(under.logged(), new RegExp(`"requestId":"${ours}","clientRequestId":"client-7:a/b"`))
  for (const bad of ['a b', 'x'.repeat(129), '"quoted"', '<x>']) {
    assert.notEqual((await ask(bad)).headers.get('x-request-id'), bad)
    assert.ok(!under.logged().includes(`"clientRequestId":${JSON.stringify(bad)}`))
  }
})
