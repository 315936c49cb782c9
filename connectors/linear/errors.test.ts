import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import { createCaller, NOW, openStage, type Stage } from '../testing/stage.ts'
import { linear } from './definition.ts'
import { linearVendor } from './vendor.ts'

const open = () => openStage({ definition: linear, play: (options) => emulate(linearVendor, options) })

/** What a call fails with. */
async function failure(call: Promise<unknown>): Promise<SallyportError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  return error
}

const list = (stage: Pick<Stage, 'call'>) => stage.call({ entity: 'issues', action: 'list' })

test('what is not there, and what does not fit, is told as such', async () => {
  await using stage = await open()
  const call = (action: string, params: Record<string, unknown>) =>
    failure(stage.call({ entity: 'issues', action, params }))
  const missing = await call('get', { id: 'ENG-99' })
  assert.equal(missing.code, 'upstream_not_found')
  assert.match(missing.message, /Could not find referenced Issue/)
  assert.equal((await call('create', { teamId: 'nowhere', title: 'x' })).code, 'upstream_not_found')
  assert.equal((await call('create', { title: 'x' })).code, 'invalid_params')
  const unfit = await call('list', { filter: { title: 'Door' } })
  assert.equal(unfit.code, 'upstream_invalid')
  const dashed = await failure(
    stage.call({ entity: 'comments', action: 'list', params: { issueId: 'ENG-99' } }),
  )
  assert.equal(dashed.code, 'upstream_not_found')
})

test('a spent allowance says when to come back', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'rate-limited', resetAfter: 90 })
  const limited = await failure(list(stage))
  assert.equal(limited.code, 'upstream_rate_limited')
  assert.equal(limited.retryAt?.getTime(), NOW + 90_000)
})

test('a failure inside an answer of success leaves the outcome of a write open, and of a read not', async () => {
  await using stage = await open()
  stage.faults.add({ kind: 'in-band-error', times: 'always' })
  assert.equal((await failure(list(stage))).code, 'upstream_unavailable')
  const params = { issueId: 'ENG-1', body: 'Hello' }
  const write = await failure(stage.call({ entity: 'comments', action: 'create', params }))
  assert.equal(write.code, 'outcome_unknown')
})

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Calls a server that always answers the same. */
async function answered<T>(answer: Answer, ask: (stage: Pick<Stage, 'call'>) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await using caller = createCaller(linear, `http://127.0.0.1:${port}`)
  try {
    return await ask(caller)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const TYPES: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ['an unknown key', { type: 'authentication error', code: 'AUTHENTICATION_ERROR' }, 'credential_invalid'],
  ['a scope that is missing', { type: 'forbidden', code: 'FORBIDDEN' }, 'upstream_forbidden'],
  ['a feature that is not paid for', { type: 'feature not accessible' }, 'upstream_forbidden'],
  ['a plan that is used up', { type: 'usage limit exceeded' }, 'upstream_forbidden'],
  ['an allowance that is spent', { type: 'ratelimited', code: 'RATELIMITED' }, 'upstream_rate_limited'],
  ['one that is told by its number', { type: 'other', statusCode: 429 }, 'upstream_rate_limited'],
  ['a value that does not fit', { type: 'invalid input', code: 'INVALID_INPUT' }, 'upstream_invalid'],
  ['two writers at once', { type: 'lock timeout' }, 'upstream_unavailable'],
  ['a failure of its own', { type: 'internal error', code: 'INTERNAL_SERVER_ERROR' }, 'upstream_unavailable'],
  ['a failure of another kind', { type: 'other', statusCode: 502 }, 'upstream_unavailable'],
  ['something it refuses', { type: 'other', statusCode: 400 }, 'upstream_invalid'],
]
for (const [what, extensions, code] of TYPES) {
  for (const status of [200, 400]) {
    test(`${what} is ${code}, with the status ${status}`, async () => {
      const body = { data: null, errors: [{ message: 'It says', extensions }] }
      const error = await answered({ status, body }, (stage) => failure(list(stage)))
      assert.equal(error.code, code)
      assert.match(error.message, /It says/)
    })
  }
}

test('of several allowances the one that is spent says when to come back, and a wait that is named goes first', async () => {
  const body = { errors: [{ message: 'slow', extensions: { code: 'RATELIMITED' } }] }
  const at = (seconds: number) => String(NOW + seconds * 1_000)
  const headers = {
    'x-ratelimit-requests-remaining': '7',
    'x-ratelimit-requests-reset': at(10),
    'x-ratelimit-complexity-remaining': '0',
    'x-ratelimit-complexity-reset': at(20),
  }
  const waits = async (more: Record<string, string>) => {
    const answer = { status: 400, headers: { ...headers, ...more }, body }
    const { retryAt } = await answered(answer, (stage) => failure(list(stage)))
    return ((retryAt?.getTime() ?? Number.NaN) - NOW) / 1_000
  }
  assert.equal(await waits({}), 20)
  assert.equal(
    await waits({ 'x-ratelimit-requests-remaining': '0', 'x-ratelimit-complexity-remaining': '9' }),
    10,
  )
  const endpoint = {
    'x-ratelimit-endpoint-requests-remaining': '0',
    'x-ratelimit-endpoint-requests-reset': at(5),
  }
  assert.equal(await waits(endpoint), 5)
  assert.equal(await waits({ 'retry-after': '3' }), 3)
})

test('a part of what was asked is given, with a warning', async () => {
  const nodes = [{ id: '1', title: 'Door' }]
  const body = {
    data: { issues: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } },
    errors: [{ message: 'The project is hidden', path: ['issues', 'nodes', 0, 'project'] }],
  }
  const { data, warnings } = await answered({ body }, list)
  assert.deepEqual(data, nodes)
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['partial'],
  )
})
