import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { exchangeAssertion } from './authorize/exchange-assertion.ts'
import { download } from './download.ts'
import { type RunOptions, run } from './run.ts'
import {
  INSIDE_NAMES,
  NO_URLS,
  REFUSED_ADDRESSES,
  REFUSED_URLS,
  refusedHosts,
} from './send/address-corpus.ts'
import { createSender, type SenderOptions } from './send/sender.ts'
import { scriptedLookup } from './send/testing/scripted-lookup.ts'
import { serve, serveTcp } from './send/testing/upstream-server.ts'
import { archiveAuthorizer, archiveCall } from './testing/archive.ts'
import { rejectionOf } from './testing/failure-of.ts'
import { weatherAuthorizer, weatherCall } from './testing/weather.ts'

const RUN: Omit<RunOptions, 'sender'> = {
  callId: 'call-1',
  now: () => 0,
  random: () => 0,
  wait: async () => {},
  deadlineMs: 5_000,
}
const file = { type: 'text/plain', name: 'a.txt', size: 2, content: Buffer.from('hi') }

/** A third party that gives one address, in every way that there is, and a server of this machine beside it. */
async function stage(options: SenderOptions = {}) {
  let address = ''
  const inside = await serveTcp(() => {})
  const third = await serve((response, { target }) => {
    if (!target.startsWith('/s')) return void response.writeHead(302, { location: inHeader(address) }).end()
    response.writeHead(200, { 'content-type': 'application/json', location: inHeader(address) })
    response.end(JSON.stringify({ file: { url: address }, upload: { url: address } }))
  })
  const sender = createSender({
    allowLoopbackOrigins: new Map(
      ['https://archive.example', 'https://api.weather.example'].map((origin) => [origin, third.origin]),
    ),
    lookup: () => assert.fail('a name was looked up'),
    ...options,
  })
  return {
    inside,
    give(text: string) {
      address = text
    },
    /** Takes what was given in every way, and gives back how each ended. */
    async take(): Promise<Readonly<Record<string, string>>> {
      const station = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
      const file7 = { id: '7' }
      const ways: Readonly<Record<string, Promise<unknown>>> = {
        'a redirect of a call': run(station, weatherAuthorizer, { ...RUN, sender }),
        'a redirect of a file': download(archiveCall('download', file7), archiveAuthorizer, {
          sender,
          now: RUN.now,
        }),
        'where a file lies': download(archiveCall('download_shared', file7), archiveAuthorizer, {
          sender,
          now: RUN.now,
        }),
        'an upload that goes whole': run(archiveCall('upload_whole', { title: 'A' }), archiveAuthorizer, {
          ...RUN,
          sender,
          file,
        }),
        'an upload in pieces': run(archiveCall('upload_in_pieces', { title: 'A' }), archiveAuthorizer, {
          ...RUN,
          sender,
          file,
        }),
      }
      const ended = Object.entries(ways).map(
        async ([name, way]) => [name, (await rejectionOf(way)).code] as const,
      )
      return Object.fromEntries(await Promise.all(ended))
    },
    async [Symbol.asyncDispose]() {
      await sender.close()
      await third[Symbol.asyncDispose]()
      await inside[Symbol.asyncDispose]()
    },
  }
}

/** As a header can say it: without line breaks, and beyond ASCII in percents, which `URL` undoes in a host. */
function inHeader(text: string): string {
  return text.replace(/[\t\n]/g, '').replace(/[^ -~]/gu, encodeURIComponent)
}

test('an address of the corpus that a third party gives is refused, whichever way it is given', async () => {
  await using at = await stage()
  const hosts = [...refusedHosts(), ...INSIDE_NAMES]
  const given = [...hosts.map((host) => `https://${host}:${at.inside.port}/`), ...REFUSED_URLS]
  for (const address of given) {
    // `https:127.0.0.1` continues the address that it was given by (WHATWG URL, "special relative or authority").
    if (/^https:(?:127|\/127)/.test(address)) continue
    at.give(address)
    const ended = Object.entries(await at.take()).filter(([, code]) => code !== 'destination_refused')
    assert.deepEqual(ended, [], JSON.stringify(address))
  }
  assert.equal(at.inside.connections.length, 0)
})

test('what is no URL is refused too, as an answer that makes no sense where it was to be one', async () => {
  await using at = await stage()
  for (const address of NO_URLS) {
    at.give(address)
    assert.deepEqual(
      await at.take(),
      {
        'a redirect of a call': 'destination_refused',
        'a redirect of a file': 'upstream_malformed',
        'where a file lies': 'upstream_malformed',
        'an upload that goes whole': 'upstream_malformed',
        'an upload in pieces': 'upstream_malformed',
      },
      address,
    )
  }
  assert.equal(at.inside.connections.length, 0)
})

test('an origin that is listed is not reached at an address inside either', async () => {
  for (const { addresses } of REFUSED_ADDRESSES) {
    for (const address of addresses) {
      await using at = await stage({ lookup: scriptedLookup([address]) })
      at.give(`https://objects.example:443/7?at=${at.inside.port}`)
      const ended = Object.values(await at.take())
      assert.deepEqual([...new Set(ended)], ['destination_refused'], address)
    }
  }
})

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const fields = { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }

test('an endpoint for tokens is not reached at an address inside, not even one that the credential was given for', async () => {
  await using inside = await serveTcp(() => {})
  const sender = createSender({ lookup: scriptedLookup(['127.0.0.1']) })
  const hosts = [...refusedHosts(), ...INSIDE_NAMES]
  for (const host of hosts) {
    const exchange = exchangeAssertion({
      mechanism: {
        scheme: 'jwt',
        key: 'key',
        algorithm: 'RS256',
        claims: {},
        token: `https://${host}:${inside.port}/token`,
        as: 'assertion',
      },
      fields,
      sender,
      now: RUN.now,
      check: () => {},
    })
    assert.equal((await rejectionOf(exchange)).code, 'destination_refused', host)
  }
  assert.equal(inside.connections.length, 0)
  await sender.close()
})
