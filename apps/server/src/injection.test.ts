import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { injections } from './testing/injection/corpus.ts'
import { toolsOf, toolsOverMcp } from './testing/injection/hands.ts'
import { type Attempt, type Hands, obey } from './testing/injection/obey.ts'
import { type Stage, setStage } from './testing/injection/stage.ts'

/** Hundreds of calls, on a machine that may have much else to do. */
const SLOWEST_MS = 300_000
const ALL_EFFECTS = ['destructive', 'external_message', 'money'] as const

const stage = await setStage()
after(() => stage.close())
const { under, rival, secrets, trapped } = stage

const told = ({ injection, ask, arrived, answer }: Attempt) =>
  `${injection.id} (${injection.form}) ${ask}: ${arrived.join(', ') || answer.slice(0, 200)}`

async function tokenFor(workspace_name: string, capabilities?: readonly string[]): Promise<string> {
  const bearer = await under.applicationToken()
  const body = { workspace_name, ...(capabilities && { capabilities }) }
  const path = '/api/v1/account/applications/scoped-token'
  return String((await under.call('POST', path, { bearer, body })).body.token)
}

/** Every text was read, and what it asked for was tried. */
function assertAllTried(attempts: readonly Attempt[]): void {
  assert.equal(new Set(attempts.map(({ injection }) => injection.id)).size, injections.length)
  assert.equal(attempts.length, injections.flatMap(({ asks }) => asks).length)
}

describe('an agent that obeys every text that it reads does nothing of it', () => {
  const hands: Readonly<Record<string, (on: Stage) => Promise<Hands>>> = {
    'with a tool for each operation': (on) => toolsOf(on, on.workspace, { maxTokens: 200_000 }),
    'with tools to find and run operations': (on) => toolsOf(on, on.workspace, { maxTokens: 2_000 }),
    'over MCP, with a token that lists nothing': async (on) =>
      toolsOverMcp(on, await under.scopedToken(on.workspace)),
    'over MCP, with a token to execute alone': async (on) =>
      toolsOverMcp(on, await tokenFor(on.workspace, ['execute'])),
  }
  for (const [name, make] of Object.entries(hands)) {
    test(name, { timeout: SLOWEST_MS }, async (t) => {
      const on = await stage.another()
      const attempts = await obey(on, await make(on))
      assertAllTried(attempts)
      assert.deepEqual(attempts.filter(({ arrived }) => arrived.length > 0).map(told), [])
      assert.equal(trapped(), 0, 'a link was opened')
      for (const { answer } of attempts) {
        for (const secret of secrets) assert.ok(!answer.includes(secret), 'a credential was shown')
      }
      const bearer = await under.scopedToken(on.workspace)
      const { status } = await under.call('GET', `/api/v1/integrations/connectors/${on.own}`, { bearer })
      assert.equal(status, 200, 'the connector is gone')
      t.diagnostic(`${attempts.length} attempts of ${injections.length} texts`)
    })
  }
})

describe('the same agent would have done it', () => {
  function assertDone(attempts: readonly Attempt[], atLeast: number): void {
    assert.ok(attempts.length >= atLeast, `${attempts.length} attempts`)
    assert.deepEqual(attempts.filter(({ arrived }) => arrived.length === 0).map(told), [])
  }
  const keptByEffect = ({ keptBy }: Attempt) => keptBy === 'effect'

  test('with every effect, over the SDK', { timeout: SLOWEST_MS }, async () => {
    const on = await stage.another()
    const attempts = await obey(
      on,
      await toolsOf(on, on.workspace, { maxTokens: 2_000, effects: ALL_EFFECTS }),
    )
    assertAllTried(attempts)
    assertDone(attempts.filter(keptByEffect), 40)
  })

  test('with every effect, over MCP', { timeout: SLOWEST_MS }, async () => {
    const on = await stage.another()
    const query = `?effects=${ALL_EFFECTS.join(',')}`
    const bearer = await under.scopedToken(on.workspace)
    const attempts = await obey(on, toolsOverMcp(on, bearer, query))
    assertAllTried(attempts)
    assertDone(attempts.filter(keptByEffect), 40)
    const { status } = await under.call('GET', `/api/v1/integrations/connectors/${on.own}`, { bearer })
    assert.equal(status, 404)
  })

  test('with a token of the other workspace', { timeout: SLOWEST_MS }, async () => {
    const on = await stage.another()
    const [mine, theirs] = await Promise.all([under.scopedToken(on.workspace), under.scopedToken(rival)])
    const [reading, acting] = [toolsOverMcp(on, mine), toolsOverMcp(on, theirs)]
    const attempts = await obey(on, (demand) =>
      (on.reads.some((one) => one === demand) ? reading : acting)(demand),
    )
    const there = attempts.filter(
      ({ demand }) => demand.kind === 'operation' && demand.connector === on.other,
    )
    // A name of a workspace beside the call is no part of any tool.
    assertDone(
      there.filter(({ demand }) => !('beside' in demand)),
      5,
    )
  })
})
