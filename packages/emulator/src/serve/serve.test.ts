import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { jsonAnswer, type Outcome, textAnswer } from '../respond/answer.ts'
import type { Handler } from './receive.ts'
import { type Served, type ServeOptions, serve } from './serve.ts'

/** A server that lives as long as the test file, and what it received. */
async function start(options: Partial<ServeOptions> & { handle?: Handler } = {}) {
  const received: ReceivedRequest[] = []
  const errors: unknown[] = []
  const { handle = () => jsonAnswer(200, { ok: true }) } = options
  const handlerAt = () => (request: ReceivedRequest) => {
    received.push(request)
    return handle(request)
  }
  const served = await serve({ handlerAt, onError: (error) => errors.push(error), ...options })
  after(() => served.close())
  return { served, received, errors }
}

/** What a socket gets when it sends some bytes, until the server ends it. */
function exchange({ url }: Served, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
  return text(socket)
}

const post = (body: string | Buffer, headers = {}) => ({ method: 'POST', body, headers })

test('a request arrives as it was sent', async () => {
  const { served, received } = await start()
  const answer = await fetch(`${served.url}/a/b?c=d%20e`, post('{"x":1}', { 'x-mark': 'yes' }))
  assert.deepEqual([answer.status, await answer.json()], [200, { ok: true }])
  const [{ method, url, headers, body } = {} as ReceivedRequest] = received
  assert.deepEqual(
    [method, url, headers['x-mark'], body?.toString()],
    ['POST', '/a/b?c=d%20e', 'yes', '{"x":1}'],
  )
})

test('a GET that has a body arrives with it, and one without has an empty one', async () => {
  const { served, received } = await start()
  await exchange(served, 'GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\nhi')
  await exchange(served, 'GET /b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  assert.deepEqual(
    received.map(({ body }) => body?.toString()),
    ['hi', ''],
  )
})

test('bytes that are no text arrive unchanged', async () => {
  const { served, received } = await start()
  const bytes = Buffer.from([0, 255, 128, 10, 13])
  await fetch(served.url, post(bytes))
  assert.deepEqual(received[0]?.body, bytes)
})

test('a body over the limit arrives as undefined, and the limit may depend on the request', async () => {
  const limits: unknown[] = []
  const bodyLimit = (method: string, path: string, headers: object) => {
    limits.push([method, path, 'content-type' in headers])
    return path === '/upload' ? 3_000_000 : 10
  }
  const { served, received } = await start({ bodyLimit })
  for (const [path, size] of [
    ['/small', 10],
    ['/small', 11],
    ['/upload?x', 2_999_999],
  ] as const)
    await fetch(served.url + path, post('x'.repeat(size)))
  assert.deepEqual(
    received.map(({ body }) => body?.length),
    [10, undefined, 2_999_999],
  )
  assert.deepEqual(limits.at(-1), ['POST', '/upload', true])
  const plain = await start()
  for (const size of [1_000_000, 1_000_001]) await fetch(plain.served.url, post('x'.repeat(size)))
  assert.deepEqual(
    plain.received.map(({ body }) => body?.length),
    [1_000_000, undefined],
  )
})

test('whoever expects 100-continue is told to go on, unless the body is too large to be read', async () => {
  const { served, received } = await start({ bodyLimit: 100 })
  const ask = async (size: number) => {
    const headers = { expect: '100-continue', 'content-length': size, connection: 'close' }
    const client = request(served.url, { method: 'PUT', headers, agent: false })
    client.flushHeaders()
    let went = false
    client.on('continue', () => {
      went = true
      client.end('x'.repeat(size))
    })
    const [response] = await once(client, 'response')
    response.resume()
    client.destroy()
    return went
  }
  assert.deepEqual([await ask(100), await ask(101)], [true, false])
  assert.deepEqual(
    received.map(({ body }) => body?.length),
    [100, undefined],
  )
})

test('HEAD is answered with the headers of GET and no body', async () => {
  for (const body of [Buffer.from('hello'), () => [Buffer.from('he'), Buffer.from('llo')]]) {
    const answer = { status: 200, headers: { 'content-length': '5' }, body }
    const { served } = await start({ handle: () => answer })
    const seen = await exchange(served, 'HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    assert.match(seen, /content-length: 5\r\n/)
    assert.ok(seen.endsWith('\r\n\r\n'))
    assert.equal(await (await fetch(served.url)).text(), 'hello')
  }
})

test('204 has no content length', async () => {
  const { served } = await start({ handle: () => textAnswer(204, '') })
  const answer = await fetch(served.url)
  assert.deepEqual([answer.status, answer.headers.get('content-length')], [204, null])
})

test('a handler that fails, now or later, is a 500 without secrets; the next request is answered', async () => {
  const handle = ({ url }: ReceivedRequest): Outcome | Promise<Outcome> => {
    if (url === '/now') throw new Error('secret-1')
    if (url === '/later') return Promise.reject(new Error('secret-2'))
    if (url === '/header') return { status: 200, headers: { 'x-bad': 'a\nb' }, body: Buffer.from('') }
    if (url === '/body') return { status: 200, headers: {}, body: failing }
    return jsonAnswer(200, {})
  }
  const { served, errors } = await start({ handle })
  for (const path of ['/now', '/later', '/header']) {
    const answer = await fetch(served.url + path)
    assert.equal(answer.status, 500)
    assert.doesNotMatch(await answer.text(), /secret/)
  }
  await assert.rejects(async () => (await fetch(`${served.url}/body`)).text())
  assert.equal((await fetch(served.url)).status, 200)
  assert.equal(errors.length, 4)
})

function* failing(): Generator<Buffer> {
  yield Buffer.from('begun')
  throw new Error('secret-3')
}

test('the Date header tells the time of the clock that was given', async () => {
  let time = Date.UTC(2030, 0, 2, 3, 4, 5, 678)
  const { served } = await start({ now: () => time })
  const date = async () => (await fetch(served.url)).headers.get('date')
  assert.equal(await date(), 'Wed, 02 Jan 2030 03:04:05 GMT')
  time += 400
  assert.equal(await date(), 'Wed, 02 Jan 2030 03:04:06 GMT')
  const own = await start({ now: () => time, handle: () => textAnswer(200, '', { date: 'mine' }) })
  assert.equal((await fetch(own.served.url)).headers.get('date'), 'mine')
})

test('raw routes answer exactly their bytes, and no handler sees them', async () => {
  const raw = [
    { path: '/2kb', bytes: 2048 },
    { path: '/user', body: '{"login":"raw"}' },
  ]
  const { served, received } = await start({ raw })
  assert.equal((await (await fetch(`${served.url}/2kb?any=thing`)).arrayBuffer()).byteLength, 2048)
  assert.deepEqual(await (await fetch(`${served.url}/user`)).json(), { login: 'raw' })
  assert.equal(received.length, 0)
  await assert.rejects(start({ raw: { path: '/', bytes: 1 } }), TypeError)
})

test('answers can be made to take their time', async () => {
  const { served } = await start({ delay: 60 })
  const started = performance.now()
  assert.equal((await fetch(served.url)).status, 200)
  assert.ok(performance.now() - started >= 55)
})

test('a port can be asked for, and a port that is taken is told', async () => {
  const { served } = await start()
  const port = Number(new URL(served.url).port)
  await assert.rejects(start({ port }), { code: 'EADDRINUSE' })
  await served.close()
  assert.equal((await start({ port })).served.url, served.url)
})

test('connections are kept for the next request', async () => {
  const { served } = await start()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ports = []
  for (let round = 0; round < 3; round++) {
    const client = request(served.url, { agent }).end()
    const [response] = await once(client, 'response')
    ports.push(response.socket.localPort)
    await text(response)
  }
  agent.destroy()
  assert.equal(new Set(ports).size, 1)
})

test('closing ends silent, delayed, endless, slow and idle connections', { timeout: 5000 }, async () => {
  const outcomes: Outcome[] = [
    'silence',
    { after: 60_000, outcome: jsonAnswer(200, {}) },
    { status: 200, headers: {}, body: endless },
    { status: 200, headers: {}, body: endless, interval: 50 },
    { ...jsonAnswer(200, {}), headerInterval: 1000 },
  ]
  const { served, received } = await start({
    handle: ({ url }) => outcomes[Number(url.slice(1))] ?? jsonAnswer(200, {}),
  })
  await (await fetch(`${served.url}/idle`)).text()
  const ended = outcomes.map((_, index) =>
    assert.rejects(async () => (await fetch(`${served.url}/${index}`)).text()),
  )
  while (received.length <= outcomes.length) await new Promise(setImmediate)
  await served.close()
  await Promise.all(ended)
  await assert.rejects(fetch(served.url))
})

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(1000, 'x')
}

test('a client that leaves an endless answer ends it', async () => {
  let ended = false
  const { served, errors } = await start({
    handle: () => ({
      status: 200,
      headers: {},
      *body() {
        try {
          yield* endless()
        } finally {
          ended = true
        }
      },
    }),
  })
  const response = await fetch(served.url)
  await response.body?.cancel()
  while (!ended) await new Promise(setImmediate)
  assert.deepEqual(errors, [])
})

test('a paused server refuses connections and ends the open ones; then it is back on its port', async () => {
  const { served, received } = await start({
    handle: ({ url }) => (url === '/silent' ? 'silence' : jsonAnswer(200, {})),
  })
  const silent = assert.rejects(fetch(`${served.url}/silent`))
  while (received.length === 0) await new Promise(setImmediate)
  await (await fetch(served.url)).text()
  served.pause()
  served.pause()
  const codes = []
  for (let round = 0; round < 3; round++)
    codes.push((await fetch(served.url).catch((error) => error.cause)).code)
  assert.equal(codes.at(-1), 'ECONNREFUSED')
  await silent
  served.resume()
  served.resume()
  assert.equal((await fetch(served.url)).status, 200)
})

test('a paused server keeps its program alive, for it is going to be back', async () => {
  const program = `
    import { serve } from ${JSON.stringify(new URL('serve.ts', import.meta.url).href)}
    const served = await serve({ handlerAt: () => () => 'silence' })
    served.pause()
    setTimeout(() => served.close().then(() => console.log('closed')), 100).unref()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
  assert.equal(stdout, 'closed\n')
})

test('a client that leaves in the middle of its body is forgotten', async () => {
  const { served, received, errors } = await start()
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf')
  await new Promise((resolve) => setTimeout(resolve, 20))
  socket.resetAndDestroy()
  assert.equal((await fetch(served.url)).status, 200)
  assert.deepEqual([received.length, errors], [1, []])
})

test('pausing, resuming and closing in one turn leave what was asked for last', async () => {
  const { served } = await start()
  served.pause()
  served.resume()
  served.pause()
  served.resume()
  assert.equal((await fetch(served.url)).status, 200)
  served.pause()
  served.resume()
  served.pause()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await assert.rejects(fetch(served.url))
  await served.close()
  served.resume()
  await assert.rejects(fetch(served.url))
})

test('a paused server waits for its port when another has it', async () => {
  const { served } = await start()
  served.pause()
  const other = await start({
    port: Number(new URL(served.url).port),
    handle: () => textAnswer(200, 'other'),
  })
  served.resume()
  assert.equal(await (await fetch(served.url)).text(), 'other')
  await other.served.close()
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.deepEqual(await (await fetch(served.url)).json(), { ok: true })
})

test('a tunnel is refused, and an upgrade is answered as if it had not been asked for', async () => {
  const { served } = await start()
  assert.match(
    await exchange(served, 'CONNECT a.example:443 HTTP/1.1\r\nhost: a.example\r\n\r\n'),
    /^HTTP\/1.1 405 /,
  )
  const upgrade = 'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write(upgrade))
  const [answer] = await once(socket, 'data')
  socket.destroy()
  assert.match(String(answer), /^HTTP\/1.1 200 /)
})

test('what is no HTTP is refused, and the next request is answered', async () => {
  const { served } = await start()
  assert.match(await exchange(served, 'nonsense\r\n\r\n'), /^HTTP\/1.1 400 /)
  assert.match(
    await exchange(served, `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n\r\n`).catch(() => 'HTTP/1.1 431 '),
    /^HTTP\/1.1 431 /,
  )
  assert.equal((await fetch(served.url)).status, 200)
})
