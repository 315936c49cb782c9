import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Bucket } from '@sallyport/definition'
import type { SallyportError } from '@sallyport/errors'
import type { Admission } from '../attempts/admission.ts'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import { rejectionOf } from '../testing/failure-of.ts'
import { type Asking, RateGovernor } from './rate-governor.ts'
import { countedCall } from './testing/counted-calls.ts'
import { FakeTime } from './testing/fake-time.ts'

let time: FakeTime
let governor: RateGovernor
beforeEach(() => {
  time = new FakeTime()
  governor = new RateGovernor(time)
})

const PATIENCE_MS = 24_000
const TEN_A_MINUTE: Bucket = { per: 'credential', allows: { units: 10, seconds: 60 } }
const TOLD: Bucket = {
  per: 'credential',
  read: { remaining: 'remaining', reset: { header: 'reset', as: 'seconds' } },
}
const callOn = (bucket: Bucket, options: { cost?: number; id?: string } = {}) =>
  countedCall({ limits: { core: bucket }, ...options })

function asking(fields: Partial<Asking> = {}): Asking {
  const deadline = time.now() + PATIENCE_MS
  return { organization: 'acme', credential: 'connector', caller: 'ada', deadline, ...fields }
}

const admit = (call: ResolvedCall, fields: Partial<Asking> = {}, signal?: AbortSignal) =>
  governor.for(asking(fields)).admit(call, signal)

/** How many of so many calls go at once. */
async function admitted(count: number, call: ResolvedCall, fields: Partial<Asking> = {}): Promise<number> {
  const attempts = Array.from({ length: count }, () =>
    admit(call, { ...fields, deadline: time.now() + 1000 }),
  )
  return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length
}

async function refusal(admission: Promise<Admission>): Promise<SallyportError> {
  const error = await rejectionOf(admission)
  assert.deepEqual([error.code, error.sideEffect], ['upstream_rate_limited', 'none'])
  return error
}

const waitOf = ({ retryAt }: SallyportError) => retryAt && (retryAt.getTime() - time.now()) / 1000

test('calls of a definition that declares no limits go as they come', async () => {
  assert.equal(await admitted(2000, countedCall({})), 2000)
  const call = governor.for(asking())
  ;(await call.admit(countedCall({}))).done({ status: 429, headers: {} })
  assert.equal(call.limit(), undefined)
})

test('what is declared is let through, and then a call fails at once and says when', async () => {
  const call = callOn(TEN_A_MINUTE)
  assert.equal(await admitted(15, call), 10)
  const error = await refusal(admit(call))
  assert.equal(waitOf(error), 63)
  assert.match(error.message, /^stations\.get was not sent: /)
  assert.match(error.fix ?? '', /^Call again after 2026-01-01T00:01:03\.000Z\.$/)
  await time.pass(63_000)
  assert.equal(await admitted(15, call), 10)
})

test('a call waits where its turn comes within its time', async () => {
  const call = callOn({ per: 'credential', allows: { units: 2, seconds: 10 } })
  assert.equal(await admitted(2, call), 2)
  const went: string[] = []
  void admit(call).then(() => went.push('first'))
  void admit(call).then(() => went.push('second'))
  void admit(call).then(() => went.push('third'))
  await refusal(admit(call, { deadline: time.now() + 11_000 }))
  await time.pass(10_400)
  assert.deepEqual(went, [])
  await time.pass(200)
  assert.deepEqual(went, ['first', 'second'])
  await time.pass(10_500)
  assert.deepEqual(went, ['first', 'second', 'third'])
})

test('a call with little time goes where it need not wait', async () => {
  const call = callOn(TEN_A_MINUTE)
  assert.ok(await admit(call, { deadline: time.now() + 10 }))
})

test('a call that costs more takes more, and one that costs more than there is takes all', async () => {
  assert.equal(await admitted(10, callOn(TEN_A_MINUTE, { cost: 3 })), 3)
  assert.equal(await admitted(2, callOn(TEN_A_MINUTE, { cost: 99 }), { credential: 'other' }), 1)
})

test('what the headers say counts in place of what is declared', async () => {
  const call = callOn({ ...TOLD, ...TEN_A_MINUTE, read: TOLD.read ?? { remaining: '' } })
  const first = await admit(call)
  first.done({ status: 200, headers: { remaining: '3', reset: '30' } })
  assert.equal(await admitted(10, call), 3)
  assert.equal(waitOf(await refusal(admit(call))), 30)
  const other = await admit(call, { credential: 'rich' })
  other.done({ status: 200, headers: { remaining: '500', reset: '30' } })
  assert.equal(await admitted(200, call, { credential: 'rich' }), 200)
})

test('what is under way is not let through twice, and an answer that tells more frees it', async () => {
  const call = callOn(TOLD)
  const [first, second] = [await admit(call), await admit(call)]
  first.done({ status: 200, headers: { remaining: '2', reset: '10' } })
  const third = await admit(call)
  const fourth = admit(call, { deadline: time.now() + 12_000 })
  second.done({ status: 200, headers: { remaining: '2', reset: '10' } })
  await (await fourth).done()
  third.done()
  await refusal(admit(call, { deadline: time.now() + 1000 }))
})

test('a 429 closes the bucket until the time that was told, for those who wait too', async () => {
  const call = callOn({ ...TOLD, concurrency: 1 })
  const first = await admit(call)
  const waiting = refusal(admit(call))
  first.done({ status: 429, headers: {} }, new Date(time.now() + 3_600_000))
  assert.equal(waitOf(await waiting), 3600)
  assert.equal(waitOf(await refusal(admit(call))), 3600)
  assert.ok(await admit(call, { credential: 'other' }))
  await time.pass(3_600_000)
  assert.ok(await admit(call))
})

test('a 429 that says nothing closes for a second', async () => {
  const call = callOn(TEN_A_MINUTE)
  ;(await admit(call)).done({ status: 429, headers: {} })
  assert.equal(waitOf(await refusal(admit(call, { deadline: time.now() + 1500 }))), 1)
})

test('so many calls are under way as may be at once', async () => {
  const call = callOn({ per: 'credential', concurrency: 2 })
  const [first] = [await admit(call), await admit(call)]
  let went = 0
  for (let nth = 0; nth < 3; nth++) void admit(call).then(() => went++)
  await time.pass(1)
  assert.equal(went, 0)
  first.done()
  first.done()
  await time.pass(1)
  assert.equal(went, 1)
})

test('whoever waits for another call to end is told when its own time is over', async () => {
  const call = callOn({ per: 'credential', concurrency: 1 })
  await admit(call)
  let told = false
  const failed = refusal(admit(call)).finally(() => {
    told = true
  })
  await time.pass(PATIENCE_MS - 1000)
  assert.equal(told, false)
  await time.pass(2)
  assert.ok((await failed).retryAt)
  assert.equal(time.waiting, 0)
})

test('one caller with many waiting calls does not keep another waiting', async () => {
  const call = callOn({ per: 'credential', concurrency: 1 })
  const order: string[] = []
  const go = async (caller: string) => {
    const admission = await admit(call, { caller, deadline: time.now() + 10 * 60_000 })
    order.push(caller)
    admission.done()
  }
  const first = await admit(call)
  const calls = [...Array.from({ length: 100 }, () => go('busy')), go('single')]
  first.done()
  await Promise.all(calls)
  assert.equal(order.indexOf('single'), 1)
})

test('the queue is bounded, for all and for each', async () => {
  const call = callOn({ per: 'credential', concurrency: 1 })
  const first = await admit(call)
  const patient = (caller: string) => admit(call, { caller, deadline: time.now() + 3_600_000 })
  const outcomes: ('went' | 'refused')[] = []
  const calls = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((caller) =>
    Array.from({ length: 201 }, () =>
      patient(caller).then(
        (admission) => {
          outcomes.push('went')
          admission.done()
        },
        () => outcomes.push('refused'),
      ),
    ),
  )
  await time.pass(1)
  assert.deepEqual([outcomes.length, outcomes.includes('went')], [206, false])
  first.done()
  await Promise.all(calls)
  assert.equal(outcomes.filter((outcome) => outcome === 'went').length, 1000)
})

test('a call that is given up leaves the queue with its reason, and the others move up', async () => {
  const call = callOn({ per: 'credential', concurrency: 1 })
  const first = await admit(call)
  const controller = new AbortController()
  const given = admit(call, {}, controller.signal)
  const next = admit(call)
  const reason = new Error('the user closed the window')
  controller.abort(reason)
  await assert.rejects(given, (error) => error === reason)
  first.done()
  assert.ok(await next)
  await assert.rejects(admit(call, {}, controller.signal), (error) => error === reason)
})

const TOGETHER: readonly (readonly [
  per: Bucket['per'],
  apart: readonly Partial<Asking>[],
  together: Partial<Asking>,
])[] = [
  ['credential', [{ credential: 'other' }, { organization: 'rival' }], { caller: 'bob' }],
  ['app', [{ organization: 'rival' }], { credential: 'other', caller: 'bob' }],
  ['address', [], { organization: 'rival', credential: 'other', caller: 'bob' }],
]
for (const [per, apart, together] of TOGETHER) {
  test(`what counts by ${per} is one bucket, and no other is`, async () => {
    const bucket = { ...TEN_A_MINUTE, per }
    assert.equal(await admitted(20, callOn(bucket)), 10)
    assert.equal(await admitted(20, callOn(bucket), together), 0)
    for (const other of apart) assert.equal(await admitted(20, callOn(bucket), other), 10)
    assert.equal(await admitted(20, callOn(bucket, { id: '00000000-0000-4000-8000-000000000000' })), 10)
  })
}

test('an operation counts on the bucket that it names, and otherwise on the first', async () => {
  const limits = { core: TEN_A_MINUTE, search: { ...TEN_A_MINUTE, allows: { units: 3, seconds: 60 } } }
  assert.equal(await admitted(20, countedCall({ limits })), 10)
  assert.equal(await admitted(20, countedCall({ limits, bucket: 'search' })), 3)
  assert.equal(await admitted(20, countedCall({ limits, bucket: 'toString' })), 20)
})

test('how an allowance stands is told after a call', async () => {
  const call = governor.for(asking())
  assert.equal(call.limit(), undefined)
  ;(await call.admit(callOn(TEN_A_MINUTE))).done({ status: 200, headers: {} })
  assert.deepEqual(call.limit(), { bucket: 'core', remaining: 9 })
  const told = governor.for(asking())
  ;(await told.admit(callOn(TOLD))).done({ status: 200, headers: { remaining: '0', reset: '20' } })
  const at = new Date(time.now() + 20_000)
  assert.deepEqual(told.limit(), { bucket: 'core', remaining: 0, resetAt: at, retryAt: at })
})
