import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import { INSIDE_NAMES, NO_URLS, REFUSED_ADDRESSES, REFUSED_URLS, refusedHosts } from './address-corpus.ts'
import { createSender, type SenderOptions, type StreamSender } from './sender.ts'
import { scriptedLookup } from './testing/scripted-lookup.ts'
import { serve, serveTcp } from './testing/upstream-server.ts'

const WAYS = {
  send: (sender: StreamSender, url: URL) =>
    sender.send({ method: 'GET', url, headers: {} }, { deadlineMs: 2_000, maxBytes: 1_000 }),
  open: (sender: StreamSender, url: URL) =>
    sender.open({ method: 'GET', url, headers: {} }, { deadlineMs: 2_000, idleMs: 2_000 }),
} as const

function senderWith(options: SenderOptions = {}) {
  const sender = createSender(options)
  return Object.assign(sender, { [Symbol.asyncDispose]: () => sender.close() })
}

function isRefusal(error: unknown): boolean {
  assert.ok(SallyportError.isInstance(error), inspect(error))
  assert.deepEqual([error.code, error.sideEffect, error.act], ['destination_refused', 'none', 'operator'])
  return true
}

/** Asks in both ways, beside a server of this machine that must not notice. */
async function refuses(urlAt: (port: number) => string, options: SenderOptions = {}): Promise<void> {
  await using inside = await serveTcp(() => {})
  await using sender = senderWith(options)
  const url = new URL(urlAt(inside.port))
  for (const way of Object.values(WAYS)) await assert.rejects(way(sender, url), isRefusal)
  assert.equal(inside.connections.length, 0)
}

for (const host of refusedHosts()) {
  test(`the host ${host} is refused without a packet`, () => refuses((port) => `https://${host}:${port}/`))
}

for (const url of REFUSED_URLS) {
  test(`${JSON.stringify(url)} is refused without a packet`, () =>
    refuses(() => url, { lookup: () => assert.fail('a name was looked up') }))
}

for (const name of INSIDE_NAMES) {
  test(`the name ${name} is refused where it leads inside`, () =>
    refuses((port) => `https://${name}:${port}/`, { lookup: scriptedLookup(['127.0.0.1']) }))
}

test('localhost is refused as the system resolves it, however it is written', async () => {
  for (const name of ['localhost', 'LocalHost', 'ⓛocalhost'])
    await refuses((port) => `https://${name}:${port}/`)
})

for (const { kind, addresses } of REFUSED_ADDRESSES) {
  test(`a name is refused that resolves to what is ${kind}`, async () => {
    for (const address of addresses)
      await refuses((port) => `https://api.test:${port}/`, { lookup: scriptedLookup([address]) })
    await refuses((port) => `https://api.test:${port}/`, { lookup: scriptedLookup(addresses) })
  })
}

test('a resolver that gives no address, or what is none, is not believed', async () => {
  await refuses((port) => `https://api.test:${port}/`, { lookup: scriptedLookup([]) })
  for (const text of ['', 'localhost', '127.1', '2130706433'])
    await refuses((port) => `https://api.test:${port}/`, { lookup: scriptedLookup([text]) })
})

for (const text of NO_URLS) {
  test(`${JSON.stringify(text)} is no URL`, () => {
    assert.throws(() => new URL(text), TypeError)
  })
}

for (const [name, way] of Object.entries(WAYS)) {
  test(`a redirect to any of them is an answer to ${name}, and nothing is connected`, async () => {
    await using inside = await serveTcp(() => {})
    const urls = refusedHosts().map((host) => `https://${host}:${inside.port}/`)
    // `https:127.0.0.1` is a path of the same origin here, and a header has no line breaks.
    const others = REFUSED_URLS.filter((url) => !/[\t\n]|^https:(?:127|\/127)/.test(url))
    const locations = [...urls, ...others]
    let location = ''
    await using upstream = await serve((response) =>
      response.writeHead(302, { location: Buffer.from(location).toString('latin1') }).end(),
    )
    await using sender = senderWith({
      allowLoopbackOrigins: new Map([['https://third.test', upstream.origin]]),
      lookup: () => assert.fail('a name was looked up'),
    })
    for (location of locations) {
      const { status, url } = await way(sender, new URL('https://third.test/'))
      assert.deepEqual([status, url.href], [302, 'https://third.test/'], location)
    }
    assert.deepEqual([upstream.seen.length, inside.connections.length], [locations.length, 0])
  })

  test(`a redirect within the origin is judged anew by ${name}, and does not follow a name that was rebound`, async () => {
    await using inside = await serveTcp(() => {})
    await using upstream = await serve((response) =>
      response.writeHead(302, { location: '/again', connection: 'close' }).end(),
    )
    await using sender = senderWith({
      allowLoopbackOrigins: new Map([['https://third.test', `http://localhost:${upstream.port}`]]),
      lookup: scriptedLookup(['127.0.0.1'], ['10.0.0.1']),
    })
    await assert.rejects(way(sender, new URL('https://third.test/')), { code: 'destination_refused' })
    assert.deepEqual([upstream.seen.length, inside.connections.length], [1, 0])
  })
}
