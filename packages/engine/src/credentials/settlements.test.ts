import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { scopeOfOrganization } from '../scope.ts'
import { ChangeSignal } from '../testing/change-signal.ts'
import type { CredentialRow } from './credential-rows.ts'
import { Settlements } from './settlements.ts'

const scope = scopeOfOrganization('ours')

/** Credentials that are only a counter, and how often they were read. */
function counters() {
  const state = { settlement: 0 as number | undefined, reads: 0, down: false }
  const changes = new ChangeSignal()
  const rows = {
    read: async () => {
      state.reads += 1
      if (state.down) throw new Error('the database is down')
      return state.settlement === undefined
        ? undefined
        : ({ settlement: state.settlement } as unknown as CredentialRow)
    },
  }
  return { state, changes, settlements: new Settlements({ rows, changes }) }
}

async function timeOf(wait: Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await wait
  return performance.now() - startedAt
}

test('what moved before anybody waited is seen at once', async () => {
  const { settlements, state } = counters()
  state.settlement = 7
  assert.ok((await timeOf(settlements.moved(scope, 'a', { settlement: 6, ms: 5_000 }))) < 500)
})

test('a change that is told ends the wait, and one of another organization does not', async () => {
  const { settlements, state, changes } = counters()
  const waiting = timeOf(settlements.moved(scope, 'a', { settlement: 0, ms: 5_000 }))
  await sleep(20)
  changes.announce('theirs')
  await sleep(20)
  assert.equal(state.reads, 1)
  state.settlement = 1
  changes.announce('ours')
  assert.ok((await waiting) < 500)
})

test('a change that nobody tells of is seen within about a second, also past a database that fails', async () => {
  const { settlements, state } = counters()
  state.down = true
  const waiting = timeOf(settlements.moved(scope, 'a', { settlement: 0, ms: 10_000 }))
  await sleep(100)
  state.down = false
  state.settlement = 1
  assert.ok((await waiting) < 2_000)
})

test('a hundred who wait for one credential look once, and all go on', async () => {
  const { settlements, state, changes } = counters()
  const waiting = Array.from({ length: 100 }, () =>
    settlements.moved(scope, 'a', { settlement: 0, ms: 5_000 }),
  )
  await sleep(20)
  assert.ok(state.reads <= 2, `${state.reads} reads`)
  state.settlement = 1
  changes.announce('all')
  await Promise.all(waiting)
  assert.ok(state.reads <= 4, `${state.reads} reads`)
})

test('a wait ends with its time, with its caller, and with the credential, and nobody reads on', async () => {
  const { settlements, state, changes } = counters()
  const time = await timeOf(settlements.moved(scope, 'a', { settlement: 0, ms: 50 }))
  assert.ok(time >= 45 && time < 1_000, `${time} ms`)
  const caller = new AbortController()
  const waiting = settlements.moved(scope, 'a', { settlement: 0, ms: 5_000, signal: caller.signal })
  caller.abort()
  assert.ok((await timeOf(waiting)) < 500)
  await settlements.moved(scope, 'a', { settlement: 0, ms: 5_000, signal: AbortSignal.abort() })
  state.settlement = undefined
  await settlements.moved(scope, 'a', { settlement: 0, ms: 5_000 })
  const { reads } = state
  changes.announce('ours')
  await sleep(1_200)
  assert.equal(state.reads, reads)
})
