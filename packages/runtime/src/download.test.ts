import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { createAuthorizer } from './authorize/authorizer.ts'
import { matchCredential } from './authorize/match-credential.ts'
import { type DownloadOptions, download } from './download.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import { run } from './run.ts'
import { createSender } from './send/sender.ts'
import { serve } from './send/testing/upstream-server.ts'
import { letterCall, postOffice } from './testing/post-office.ts'

const authorizer = createAuthorizer(postOffice, matchCredential(postOffice, { key: 'secret-key' }))
const image = letterCall('image', { params: { id: '1' } })

async function stage(respond: Parameters<typeof serve>[0]) {
  const upstream = await serve(respond)
  const sender = createSender({ allowLoopbackOrigins: new Map([['https://post.example', upstream.origin]]) })
  const get = (options: Partial<DownloadOptions> = {}) =>
    download(image, authorizer, { sender, now: () => 0, ...options })
  return {
    get,
    upstream,
    async [Symbol.asyncDispose]() {
      await sender.close()
      await upstream[Symbol.asyncDispose]()
    },
  }
}

test('a file is asked for as it is, with its key and its range, and told with what is known of it', async () => {
  await using at = await stage((response) => {
    response.writeHead(206, {
      'content-type': 'image/png',
      'content-length': '4',
      'content-range': 'bytes 2-5/9',
      'content-disposition': 'attachment; filename="a.png"',
    })
    response.end('2345')
  })
  const { body, ...file } = await at.get({ range: { first: 2, last: 5 } })
  assert.deepEqual(file, {
    type: 'image/png',
    length: 4,
    range: 'bytes 2-5/9',
    disposition: 'attachment; filename="a.png"',
  })
  let text = ''
  for await (const piece of body) text += Buffer.from(piece).toString()
  assert.equal(text, '2345')
  const [seen] = at.upstream.seen
  assert.deepEqual(
    [seen?.target, seen?.headers.range, seen?.headers['accept-encoding'], seen?.headers['x-key']],
    ['/letters/1/image?size=full', 'bytes=2-5', 'identity', 'secret-key'],
  )
})

test('a refusal is told as for any call, without the credential that it repeats', async () => {
  await using at = await stage((response) => {
    response.writeHead(404).end(JSON.stringify({ errors: [{ message: 'no image for secret-key' }] }))
  })
  await assert.rejects(at.get(), ({ code, message }) => {
    assert.equal(code, 'upstream_not_found')
    assert.match(message, /no image for/)
    return !message.includes('secret-key')
  })
})

test('a credential that headers repeat does not come out with the file', async () => {
  await using at = await stage((response) => {
    response.writeHead(200, {
      'content-type': 'text/secret-key',
      'content-disposition': 'filename=secret-key',
    })
    response.end('x')
  })
  const { type, disposition } = await at.get()
  assert.ok(type?.startsWith('text/') && disposition?.startsWith('filename='))
  assert.ok(!`${type} ${disposition}`.includes('secret-key'))
})

test('of an endless refusal only the beginning is read', async () => {
  await using at = await stage((response) => {
    response.writeHead(500)
    const timer = setInterval(() => response.write('x'.repeat(100_000)), 1)
    response.on('close', () => clearInterval(timer))
  })
  await assert.rejects(at.get(), { code: 'upstream_unavailable' })
})

test('a file that lies elsewhere is not fetched with the credential', async () => {
  await using at = await stage((response) =>
    response.writeHead(302, { location: 'https://cdn.example/x' }).end(),
  )
  await assert.rejects(at.get(), { code: 'destination_refused' })
})

for (const range of [{ first: -1 }, { first: 5, last: 4 }, { first: 0.5 }, { first: 0, last: Number.NaN }]) {
  test(`${JSON.stringify(range)} is no range`, async () => {
    await using at = await stage((response) => response.end())
    await assert.rejects(at.get({ range }), TypeError)
  })
}

test('what gives a file is not run, and what gives records is not downloaded', async () => {
  await using at = await stage((response) => response.end())
  const sender = createSender()
  await assert.rejects(
    run(image, authorizer, { sender, callId: 'c', now: () => 0, random: () => 0, wait: async () => {} }),
    TypeError,
  )
  await assert.rejects(download(letterCall('list'), authorizer, { sender, now: () => 0 }), TypeError)
  assert.equal(at.upstream.seen.length, 0)
})

test('a file waits for its turn like any call, gives the turn back once it begins or fails, and is not asked for without one', async () => {
  await using at = await stage((response) => response.end('x'))
  const told: string[] = []
  const governor = {
    admit: async (call: ResolvedCall) => {
      told.push(`in ${nameOf(call)}`)
      return { done: () => void told.push('out') }
    },
  }
  await at.get({ governor })
  assert.deepEqual(told, ['in letters.image', 'out'])
  const full = { admit: async () => Promise.reject(new SallyportError('upstream_rate_limited', 'Later.')) }
  await assert.rejects(at.get({ governor: full }), { code: 'upstream_rate_limited' })
  assert.equal(at.upstream.seen.length, 1)
})
