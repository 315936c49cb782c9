import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { github } from '../connectors/github.ts'
import { googleDrive } from '../connectors/google-drive.ts'
import { connect } from '../index.ts'
import { CONNECTOR_ID, type Script, scriptedEngine } from '../testing/scripted-engine.ts'

const options = { url: 'http://engine.example', clientId: 'id', clientSecret: 'secret', workspace: 'acme' }
const HANDLE = { id: 'file_1', type: 'a/b', name: null, size: 1, expires_at: '2026-01-01T00:00:00Z' }
const issue = { owner: 'octo-org', repo: 'octo-repo', title: 'Once' } as const

function clientOf(script: Script = {}) {
  const { fetch, asked } = scriptedEngine(script)
  return { client: connect(github, { ...options, fetch }), asked }
}

describe('an answer that is not the engine’s', () => {
  const page = (status: number) => new Response('<title>Bad gateway</title>', { status })
  const broken = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"status":'))
          controller.error(new TypeError('terminated'))
        },
      }),
    )
  const unreachable = { code: 'engine_unreachable', sideEffect: 'none' }
  const unknown = { code: 'outcome_unknown', sideEffect: 'unknown', retryable: false }

  for (const [title, answer, write] of [
    ['502 of a proxy', () => page(502), unknown],
    ['504 of a proxy', () => page(504), unknown],
    ['404 of a web server', () => page(404), unreachable],
    ['a page that says 200', () => page(200), unknown],
    ['JSON that is another API’s', () => Response.json({ ok: true }), unknown],
    ['JSON that is no object', () => Response.json('ok'), unknown],
    ['an answer that breaks off', broken, unknown],
    ['a redirect', () => Response.redirect('http://elsewhere.example', 307), unreachable],
  ] as const) {
    test(`${title} makes a read unreachable and a write ${write.code}`, async () => {
      const { client } = clientOf({ execute: answer })
      await assert.rejects(client.users.me(), unreachable)
      await assert.rejects(client.issues.create(issue), write)
    })
  }

  test('is unreachable, too, in place of a token or of the connectors', async () => {
    for (const step of ['token', 'connectors']) {
      const { client } = clientOf({ [step]: () => Response.json({ ok: true }) })
      await assert.rejects(client.issues.create(issue), unreachable)
    }
  })
})

describe('over real sockets', () => {
  let authorized = 0
  const elsewhere = createServer((request, response) => {
    if (request.headers.authorization !== undefined) authorized++
    response.end('{}')
  })
  const redirecting = createServer((_, response) => {
    response.writeHead(307, { location: urlOf(elsewhere) }).end()
  })
  before(async () => {
    for (const server of [elsewhere, redirecting]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    }
  })
  after(() => {
    for (const server of [elsewhere, redirecting]) server.close().closeAllConnections()
  })

  test('no redirect is followed with the token or the secret', async () => {
    const { fetch: scripted } = scriptedEngine()
    // The token comes from the script, the rest from the server that redirects.
    const send: typeof fetch = (input, init) =>
      String(input).endsWith('/token') ? scripted(input) : fetch(input, init)
    for (const fetch of [send, undefined]) {
      const client = connect(github, { ...options, url: urlOf(redirecting), ...(fetch && { fetch }) })
      await assert.rejects(client.users.me(), {
        code: 'engine_unreachable',
        act: 'developer',
        retryable: false,
        fix: 'Give as url the address at which the engine itself answers.',
      })
    }
    assert.equal(authorized, 0)
  })

  test('a write that no engine listened for has not happened', async () => {
    const { fetch: scripted } = scriptedEngine()
    const send: typeof fetch = (input, init) =>
      String(input).endsWith('/execute') ? fetch(input, init) : scripted(input)
    const url = await unusedUrl()
    const client = connect(github, { ...options, url, fetch: send })
    await assert.rejects(client.issues.create(issue), {
      code: 'engine_unreachable',
      retryable: true,
      sideEffect: 'none',
    })
  })
})

describe('a caller who gives up', () => {
  test('waits for no token that others wait for', async () => {
    const token = Promise.withResolvers<Response>()
    const { client, asked } = clientOf({ token: () => token.promise })
    const controller = new AbortController()
    const reason = new Error('enough')
    const givenUp = client.users.me(undefined, { signal: controller.signal })
    const waiting = client.issues.list({ owner: 'octo-org', repo: 'octo-repo' })
    controller.abort(reason)
    const heard = givenUp.catch((error: unknown) => error)
    assert.equal(await Promise.race([heard, sleep(500)]), reason)
    token.resolve(
      Response.json({ access_token: 't', token_type: 'bearer', expires_in: 900, organization_id: '' }),
    )
    await waiting
    assert.deepEqual(asked, ['token', 'connectors', 'execute'])
  })
})

test('what JSON cannot say is the mistake of the caller, and is not sent', async () => {
  const { client, asked } = clientOf()
  await assert.rejects(client.execute('issues', 'create', { ...issue, milestone: 1n }), TypeError)
  assert.ok(!asked.includes('execute'))
})

describe('options that cannot work are refused at once', () => {
  for (const url of [
    'engine.example',
    'ftp://engine.example',
    'https://engine.example/api',
    'https://a:b@c.example',
    '',
  ]) {
    test(`the url "${url}"`, () => {
      assert.throws(() => connect(github, { ...options, url }), TypeError)
    })
  }
  for (const name of ['clientId', 'clientSecret', 'workspace']) {
    test(`${name} that is empty`, () => {
      assert.throws(() => connect(github, { ...options, [name]: '' }), new RegExp(`"${name}"`))
    })
  }
})

function urlOf(server: ReturnType<typeof createServer>): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function unusedUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = urlOf(server)
  await new Promise((resolve) => server.close(resolve))
  return url
}

describe('what the engine was not there for', () => {
  /** An engine that is away so many times at one step. */
  function awayAt(step: string, times: number, script: Script = {}) {
    let left = times
    const scripted = scriptedEngine(script)
    const send: typeof fetch = async (input, init) => {
      const answer = await scripted.fetch(input, init)
      if (!String(input).split('?')[0]?.endsWith(`/${step}`) || left-- <= 0) return answer
      throw new TypeError('fetch failed')
    }
    const client = connect(googleDrive, { ...options, fetch: send })
    return { client, count: () => scripted.asked.filter((each) => each === step).length }
  }
  const file = () => new Response('bytes', { headers: { 'content-security-policy': 'sandbox' } })

  test('is asked again: the token, the connector, a read and a check', async () => {
    const check = () =>
      Response.json({
        id: CONNECTOR_ID,
        status: 'succeeded',
        error_message: null,
        failure_reason: null,
        last_checked: null,
        entity_check_results: [],
      })
    for (const step of ['token', 'connectors', 'execute', 'check']) {
      const { client, count } = awayAt(step, 2, { check })
      if (step === 'check') assert.equal((await client.check()).status, 'succeeded')
      else await client.execute('files', 'list', {})
      assert.equal(count(), 3, step)
    }
  })

  test('is asked again for a file, and for the handle of bytes', async () => {
    const download = awayAt('execute', 2, { execute: file })
    const pieces = []
    for await (const piece of (await download.client.files.download({ fileId: 'a' })).body) pieces.push(piece)
    assert.equal(Buffer.concat(pieces).toString(), 'bytes')
    const upload = awayAt('files', 1, { files: () => Response.json(HANDLE) })
    await upload.client.files.upload({ name: 'a' }, { file: { type: 'a/b', content: Buffer.from('x') } })
    assert.equal(upload.count(), 2)
  })

  test('is sent again where it writes, under one key, so that it happens once', async () => {
    const keys = new Set<string | null>()
    const execute: Script[string] = (init) => {
      keys.add(new Headers(init?.headers).get('idempotency-key'))
      return Response.json({
        status: 'success',
        result: {},
        connector_metadata: null,
        execution_metadata: { connector_instance_id: CONNECTOR_ID, execution_time_ms: 1 },
      })
    }
    const { client, count } = awayAt('execute', 1, { execute })
    await client.permissions.create({ fileId: 'a', type: 'anyone', role: 'reader' })
    assert.equal(count(), 2)
    assert.match([...keys].join(), /^[0-9a-f-]{36}$/)
  })
})

describe('a file', () => {
  const drive = (script: Script) => connect(googleDrive, { ...options, fetch: scriptedEngine(script).fetch })
  const upload = (script: Script, content: Uint8Array | AsyncIterable<Uint8Array>) =>
    drive(script).files.upload({ name: 'a' }, { file: { type: 'a/b', content } })

  test('that breaks off says so, and how to go on', async () => {
    const execute = () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('one')),
          pull: (controller) => controller.error(new TypeError('terminated')),
        }),
        { headers: { 'content-security-policy': 'sandbox' } },
      )
    const { body } = await drive({ execute }).files.download({ fileId: 'a' })
    const read = async () => {
      for await (const _ of body);
    }
    await assert.rejects(read, { code: 'engine_unreachable', fix: /range/ })
  })

  test('is no page that stands in its place, and no handle either', async () => {
    const page = () => new Response('<title>Welcome</title>')
    const unreachable = { code: 'engine_unreachable' }
    await assert.rejects(drive({ execute: page }).files.download({ fileId: 'a' }), unreachable)
    for (const files of [page, () => Response.json({ ok: true })])
      await assert.rejects(upload({ files }, Buffer.from('x')), unreachable)
  })

  test('whose reading fails in the caller’s own code fails with what that threw', async () => {
    const reason = new Error('the disk is gone')
    const pieces = (async function* () {
      yield Buffer.from('one')
      throw reason
    })()
    const files: Script[string] = async (init) => {
      await new Response(init?.body ?? null).text().catch((cause: unknown) => {
        throw new TypeError('fetch failed', { cause })
      })
      return Response.json(HANDLE)
    }
    await assert.rejects(upload({ files }, pieces), (error) => error === reason)
  })

  test('has parts that it can have', async () => {
    for (const range of [{ first: 5, last: 2 }, { first: -1 }, { first: 0.5 }])
      await assert.rejects(drive({}).files.download({ fileId: 'a' }, { range }), TypeError)
  })

  test('is downloaded, and not executed by its name', async () => {
    await assert.rejects(drive({}).execute('files', 'download', { fileId: 'a' }), /client\.files\.download/)
  })
})

describe('a file that goes along', () => {
  const pieces = () =>
    (async function* () {
      yield Buffer.from('one ')
      yield Buffer.from('two')
    })()
  const expired = () =>
    Response.json({ message: 'expired', errors: [], code: 'token_expired' }, { status: 401 })

  /** An engine that takes files, refusing the token so many times. */
  function takingFiles(refusals: number, execute?: Script[string]) {
    const taken: string[] = []
    const files: Script[string] = async (init) => {
      const text = await new Response(init?.body ?? null).text()
      taken.push(text)
      return taken.length <= refusals ? expired() : Response.json(HANDLE)
    }
    const { fetch } = scriptedEngine({ files, ...(execute && { execute }) })
    return { taken, client: connect(googleDrive, { ...options, fetch }) }
  }

  test('bytes are sent again with a new token, whole', async () => {
    const { taken, client } = takingFiles(1)
    const file = { type: 'text/plain', content: Buffer.from('one two') }
    await client.files.upload({ name: 'a' }, { file })
    assert.deepEqual(taken, ['one two', 'one two'])
  })

  test('what makes pieces is never sent a second time, when there is nothing left of it', async () => {
    const { taken, client } = takingFiles(1)
    const file = { type: 'text/plain', content: pieces() }
    await assert.rejects(client.files.upload({ name: 'a' }, { file }), { code: 'token_expired' })
    assert.deepEqual(taken, ['one two'])
  })

  test('a connector that was replaced is called with the file that is there already', async () => {
    let calls = 0
    const gone = () => {
      calls++
      return Response.json({ message: 'gone', errors: [], code: 'connector_not_found' }, { status: 404 })
    }
    const { taken, client } = takingFiles(0, gone)
    const file = { type: 'text/plain', content: pieces() }
    await assert.rejects(client.files.upload({ name: 'a' }, { file }), { code: 'connector_not_found' })
    assert.deepEqual([taken, calls], [['one two'], 1])
  })
})
