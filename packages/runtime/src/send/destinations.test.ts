import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { inspect } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import { createConnector, DestinationRefused } from './guarded-connector.ts'
import { createSender, type SenderOptions } from './sender.ts'
import { certificate } from './testing/certificate.ts'
import { scriptedLookup } from './testing/scripted-lookup.ts'
import { serve, serveTcp } from './testing/upstream-server.ts'

/** Stands for a public address in these tests; 127.0.0.1 is what has to stay out of reach. */
const ALLOWED = '127.0.0.2'
const skip = process.platform === 'darwin' && 'macOS has only 127.0.0.1 on its loopback interface'

function senderFor(options: SenderOptions) {
  const sender = createSender({ certificateAuthorities: [certificate], ...options })
  const fetch = (url: string) =>
    sender.send({ method: 'GET', url: new URL(url), headers: {} }, { deadlineMs: 2_000, maxBytes: 1_000 })
  return { fetch, [Symbol.asyncDispose]: () => sender.close() }
}

function isRefusal(error: unknown): boolean {
  return (
    SallyportError.isInstance(error) && error.code === 'destination_refused' && error.sideEffect === 'none'
  )
}

test('names that lead inside are refused, and the refusal does not tell where they lead', async () => {
  const inside = [['127.0.0.1'], ['10.0.0.1', '::1'], ['::ffff:127.0.0.1'], ['169.254.169.254', 'fe80::1']]
  for (const addresses of inside) {
    await using sender = senderFor({ lookup: scriptedLookup(addresses) })
    await assert.rejects(
      sender.fetch('https://api.test/'),
      (error) => isRefusal(error) && !addresses.some((address) => inspect(error).includes(address)),
    )
  }
})

test('localhost is a name like any other', async () => {
  await using sender = senderFor({})
  await assert.rejects(sender.fetch('https://LOCALHOST/'), isRefusal)
})

test('an allowed address is reached over TLS', { skip }, async () => {
  await using upstream = await serve((response) => response.end('hello'), { secure: true, host: ALLOWED })
  await using sender = senderFor({
    allowPrivateAddresses: [`${ALLOWED}/32`],
    lookup: scriptedLookup([ALLOWED]),
  })
  const answer = await sender.fetch(`https://api.test:${upstream.port}/`)
  assert.equal(Buffer.from(answer.body).toString(), 'hello')
  assert.equal(upstream.seen[0]?.headers.host, `api.test:${upstream.port}`)
})

test('of several addresses only the allowed ones are tried', { skip }, async () => {
  await using upstream = await serve((response) => response.end('hello'), { secure: true, host: ALLOWED })
  await using inside = await serveTcp(() => {}, { host: '127.0.0.1', port: upstream.port })
  const lookup = scriptedLookup(['127.0.0.1', '::1', ALLOWED, '10.0.0.1'])
  await using sender = senderFor({ allowPrivateAddresses: [`${ALLOWED}/32`], lookup })
  assert.equal((await sender.fetch(`https://api.test:${upstream.port}/`)).status, 200)
  assert.equal(inside.connections.length, 0)
})

test('a name that is rebound after its first answer does not lead inside', { skip }, async () => {
  await using upstream = await serve((response) => response.writeHead(200, { connection: 'close' }).end(), {
    secure: true,
    host: ALLOWED,
  })
  await using inside = await serveTcp(() => {}, { host: '127.0.0.1', port: upstream.port })
  const lookup = mock.fn(scriptedLookup([ALLOWED], ['127.0.0.1']))
  await using sender = senderFor({ allowPrivateAddresses: [`${ALLOWED}/32`], lookup })
  const url = `https://rebind.test:${upstream.port}/`
  assert.equal((await sender.fetch(url)).status, 200)
  await assert.rejects(sender.fetch(url), isRefusal)
  assert.equal(lookup.mock.callCount(), 2)
  assert.equal(inside.connections.length, 0)
})

test('a connection that stands at another address than was judged is closed unused', async () => {
  await using server = await serveTcp(() => {})
  let judged = 0
  const connect = createConnector({
    allowed: () => judged++ === 0,
    loopbackOrigins: new Map(),
    lookup: scriptedLookup(['127.0.0.1']),
    timeoutMs: 1_000,
  })
  const target = {
    protocol: 'http:',
    host: `api.test:${server.port}`,
    hostname: 'api.test',
    port: `${server.port}`,
  }
  const error = await new Promise((resolve) => connect(target, (...[failed]) => resolve(failed)))
  assert.ok(error instanceof DestinationRefused)
  assert.equal(judged, 2)
})

test('a redirected origin does not leave this machine when its name does', async () => {
  const sender = createSender({
    allowLoopbackOrigins: new Map([['https://api.test', 'http://localhost:80']]),
    lookup: scriptedLookup(['10.0.0.1', '8.8.8.8']),
  })
  const request = { method: 'GET', url: new URL('https://api.test/'), headers: {} }
  await assert.rejects(sender.send(request, { deadlineMs: 1_000, maxBytes: 1 }), isRefusal)
  await sender.close()
})
