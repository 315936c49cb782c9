import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { connect, type HostedOptions } from 'sallyport'
import { type Github, github } from 'sallyport/connectors/github'
import { type EngineUnderTest, engineUnderTest, GITHUB_TOKEN } from './testing/engine-under-test.ts'

const ISSUES = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const
const MINUTE = 60_000

let house: EngineUnderTest
let engineAhead = 0

before(async () => {
  house = await engineUnderTest({ edge: { now: () => Date.now() + engineAhead } })
})
after(() => house.close())
beforeEach(() => house.github.ledger.clear())

describe('the application token', () => {
  test('is fetched once for fifty calls at the same time', async () => {
    const { client, calls } = await clientOf('fifty calls')
    await Promise.all(Array.from({ length: 50 }, () => client.issues.list(ISSUES, { limit: 1 })))
    assert.deepEqual(counted(calls), { token: 1, connectors: 1, execute: 50 })
  })

  test('is renewed before its end', async () => {
    let now = Date.now()
    const { client, calls } = await clientOf('renewed', { now: () => now })
    await client.users.me()
    now += 13 * MINUTE
    await client.users.me()
    assert.equal(counted(calls).token, 1)
    now += MINUTE
    await client.users.me()
    assert.equal(counted(calls).token, 2)
  })

  test('is renewed once when the engine takes it no longer', async () => {
    const { client, calls } = await clientOf('expired')
    await client.users.me()
    engineAhead += 16 * MINUTE
    await Promise.all(Array.from({ length: 20 }, () => client.users.me()))
    assert.equal(counted(calls).token, 2)
    assert.equal(house.github.ledger.count({ path: '/user', status: 200 }), 21)
  })

  test('is not asked for again and again with a wrong secret', async () => {
    const { client, calls } = await clientOf('wrong secret', { clientSecret: 'sps_wrong' })
    await assert.rejects(client.users.me(), { code: 'unauthenticated', act: 'developer', retryable: false })
    assert.deepEqual(counted(calls), { token: 1, connectors: 0, execute: 0 })
  })
})

describe('the connector', () => {
  test('is looked up once, and once more after it was replaced', async () => {
    const { client, calls, scoped, id } = await clientOf('replaced')
    await client.users.me()
    await house.call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer: scoped })
    await house.connectGithub(scoped, { credentials: { token: GITHUB_TOKEN } })
    await Promise.all(Array.from({ length: 20 }, () => client.users.me()))
    assert.equal(counted(calls).connectors, 2)
  })

  test('that was deleted is not there any more', async () => {
    const { client, scoped, id } = await clientOf('deleted')
    await client.users.me()
    await house.call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer: scoped })
    await assert.rejects(client.users.me(), {
      code: 'connector_not_found',
      message: 'There is no GitHub connector in workspace "deleted".',
      fix: 'Create it at POST /api/v1/integrations/connectors.',
    })
  })

  test('that was never made is not there, and nothing is made by asking', async () => {
    const client = connect(github, { ...optionsOf('never made') })
    await assert.rejects(client.users.me(), { code: 'connector_not_found', act: 'developer' })
    await assert.rejects(client.users.me(), { code: 'connector_not_found' })
  })

  test('is not guessed when there are two: the error lists them', async () => {
    const { client, scoped, id } = await clientOf('two')
    const second = await house.connectGithub(scoped, { name: 'Second', credentials: { token: GITHUB_TOKEN } })
    await assert.rejects(client.users.me(), {
      code: 'connector_ambiguous',
      message: 'There is more than one GitHub connector in workspace "two".',
      fix: /^Say which one by the option "connector": /,
    })
    const error = await client.users.me().catch((reason: unknown) => reason)
    for (const choice of [`GitHub - two (${id})`, `Second (${second})`]) {
      assert.ok(error instanceof Error && 'fix' in error && String(error.fix).includes(choice), choice)
    }

    for (const connector of [id, second, 'Second']) {
      await connect(github, { ...optionsOf('two'), connector }).users.me()
    }
    const third = connect(github, { ...optionsOf('two'), connector: 'Third' })
    await assert.rejects(third.users.me(), {
      code: 'connector_not_found',
      message: 'There is no GitHub connector "Third" in workspace "two".',
    })
  })
})

describe('an engine that does not answer', () => {
  test('is unreachable for a read, which may be repeated', async () => {
    const { client } = await clientOf('lost read', { fetch: losingAnswersOf('execute') })
    await assert.rejects(client.users.me(), {
      code: 'engine_unreachable',
      act: 'wait',
      retryable: true,
      sideEffect: 'none',
    })
  })

  test('leaves the outcome of a write unknown', async () => {
    const { client } = await clientOf('lost write', { fetch: losingAnswersOf('execute') })
    await assert.rejects(client.issues.create({ ...ISSUES, title: 'Once' }), {
      code: 'outcome_unknown',
      act: 'user',
      retryable: false,
      sideEffect: 'unknown',
      fix: /whether it happened/,
    })
    assert.equal(house.github.ledger.count({ method: 'POST', status: 201 }), 1)
  })

  test('has done nothing of a write when it was lost before the write was sent', async () => {
    const { client } = await clientOf('lost token', { fetch: losingAnswersOf('token') })
    await assert.rejects(client.issues.create({ ...ISSUES, title: 'Never' }), {
      code: 'engine_unreachable',
      sideEffect: 'none',
    })
    assert.equal(house.github.ledger.count(), 0)
  })
})

type Step = 'token' | 'connectors' | 'execute'

/** A workspace with one connector, a client of it, and the steps that its calls have taken. */
async function clientOf(workspace: string, options: Partial<HostedOptions<Github>> = {}) {
  const scoped = await house.scopedToken(workspace)
  const id = await house.connectGithub(scoped, { credentials: { token: GITHUB_TOKEN } })
  house.github.ledger.clear()
  const calls: Step[] = []
  const send = options.fetch ?? fetch
  const recording: typeof fetch = (input, init) => {
    calls.push(stepOf(String(input)))
    return send(input, init)
  }
  const client = connect(github, { ...optionsOf(workspace), ...options, fetch: recording })
  return { client, calls, scoped, id }
}

function optionsOf(workspace: string): HostedOptions<Github> {
  const { client_id: clientId, client_secret: clientSecret } = house.application
  return { url: house.engine.url, clientId, clientSecret, workspace }
}

function stepOf(url: string): Step {
  const { pathname } = new URL(url)
  return pathname.endsWith('/token') ? 'token' : pathname.endsWith('/execute') ? 'execute' : 'connectors'
}

function counted(calls: readonly Step[]) {
  const count = (step: Step) => calls.filter((call) => call === step).length
  return { token: count('token'), connectors: count('connectors'), execute: count('execute') }
}

/** Lets one step happen and loses what it answered, as a network does that fails on the way back. */
function losingAnswersOf(step: Step): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (stepOf(String(input)) !== step) return response
    await response.body?.cancel()
    throw new TypeError('fetch failed')
  }
}
