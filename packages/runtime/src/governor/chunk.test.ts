import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { rejectionOf } from '../testing/failure-of.ts'
import type { Allowances, LeaseRequest, Standing } from './allowances.ts'
import { createMemoryAllowances } from './memory-allowances.ts'
import { RateGovernor } from './rate-governor.ts'
import { countedCall } from './testing/counted-calls.ts'
import { FakeTime } from './testing/fake-time.ts'

const UNITS = 1000
const call = countedCall({
  limits: {
    core: {
      per: 'credential',
      allows: { units: UNITS, seconds: 60 },
      read: { remaining: 'remaining', reset: { header: 'reset', as: 'seconds' } },
    },
  },
})

let time: FakeTime
let leases: LeaseRequest[]
let reports: Standing[]
/** What the port does before it answers. */
let meets: () => Promise<void>
let port: Allowances
beforeEach(() => {
  time = new FakeTime()
  ;[leases, reports, meets] = [[], [], async () => {}]
  const memory = createMemoryAllowances(time)
  port = {
    async lease(request) {
      leases.push(request)
      await meets()
      return memory.lease(request)
    },
    async report(key, standing) {
      reports.push(standing)
      await meets()
      await memory.report(key, standing)
    },
  }
})

const engine = () => new RateGovernor({ ...time, allowances: port })

const ask = (governor: RateGovernor, patienceMs = 20_000) =>
  governor
    .for({ organization: 'acme', credential: 'x', caller: 'ada', deadline: time.now() + patienceMs })
    .admit(call)

async function admitted(governor: RateGovernor, count: number): Promise<number> {
  let went = 0
  for (let nth = 0; nth < count; nth++) {
    await ask(governor).then(
      () => went++,
      () => {},
    )
  }
  return went
}

const unreachable = async () => {
  throw new Error('connection refused')
}

test('a chunk is a twentieth of the allowance, and a call costs no round trip', async () => {
  assert.equal(await admitted(engine(), 500), 500)
  assert.deepEqual(
    leases.map(({ units }) => units),
    Array.from({ length: 10 }, () => UNITS / 20),
  )
  const [{ perWindow, windowSeconds, key } = assert.fail()] = leases
  assert.deepEqual([perWindow, windowSeconds, key.per, key.organization], [UNITS, 60, 'credential', 'acme'])
})

test('calls that come together wait for one lease together', async () => {
  const governor = engine()
  await Promise.all(Array.from({ length: 50 }, () => ask(governor)))
  assert.equal(leases.length, 1)
})

test('two engines let through together what one would, and say when there is more', async () => {
  const [one, another] = [engine(), engine()]
  let went = 0
  for (let round = 0; round < 30; round++) {
    went += await admitted(round % 2 === 0 ? one : another, 40)
  }
  // What is left of a chunk in the one is missing in the other.
  assert.ok(went <= UNITS && went > UNITS - 50, String(went))
  const asked = leases.length
  const error = await rejectionOf(ask(one))
  assert.equal(error.retryAt?.getTime(), time.now() + 60_000)
  await rejectionOf(ask(one))
  assert.ok(leases.length <= asked + 1, 'what is known to be spent is not asked for')
})

test('while the port fails an engine uses up its chunk, and then its own share, and no more', async () => {
  const governor = engine()
  await admitted(governor, 10)
  meets = unreachable
  assert.equal(await admitted(governor, 2000), UNITS / 4 - 10)
  assert.equal(leases.length, 2, 'a port that fails is left alone for a while')
  assert.equal(await admitted(engine(), 2000), UNITS / 4)
})

test('the port is asked again after a while, and then leases count again', async () => {
  const governor = engine()
  meets = unreachable
  await admitted(governor, 1)
  meets = async () => {}
  await time.pass(5_000)
  assert.equal(await admitted(governor, 500), 500)
  assert.ok(leases.length > 5)
})

test('nobody waits longer than a quarter of a second for the port, and a late lease counts', async () => {
  const governor = engine()
  let answer = () => {}
  meets = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  let went = 0
  void ask(governor).then(() => went++)
  await time.pass(249)
  assert.equal(went, 0)
  await time.pass(1)
  assert.equal(went, 1)
  answer()
  await time.pass(10)
  meets = unreachable
  assert.equal(await admitted(governor, 50), 50)
  assert.equal(leases.length, 1)
})

test('an engine shares out what the third party says is left, once that is little', async () => {
  const [one, another] = [engine(), engine()]
  const first = await ask(one)
  first.done({ status: 200, headers: { remaining: '400', reset: '30' } })
  assert.equal(await admitted(one, 200), 200)
  assert.deepEqual([leases.length, reports.length], [1, 0], 'of plenty there is nothing to share')
  const second = await ask(another)
  second.done({ status: 200, headers: { remaining: '80', reset: '30' } })
  assert.equal(reports.length, 1)
  const third = await ask(another)
  third.done({ status: 200, headers: { remaining: '79', reset: '30' } })
  assert.equal(reports.length, 1, 'not every answer is passed on')
})

test('what one engine hears of a closed bucket, another learns with its next lease', async () => {
  const [one, another] = [engine(), engine()]
  const until = new Date(time.now() + 3_600_000)
  ;(await ask(one)).done({ status: 429, headers: {} }, until)
  const error = await rejectionOf(ask(another))
  assert.equal(error.retryAt?.getTime(), until.getTime())
})

test('a port whose windows are over already is not asked for ever', async () => {
  const broken: Allowances = {
    lease: async (request) => {
      leases.push(request)
      return { granted: 1, resetAt: new Date(0) }
    },
    report: async () => {},
  }
  assert.equal(await admitted(new RateGovernor({ ...time, allowances: broken }), 3), 3)
  assert.equal(leases.length, 1)
})
