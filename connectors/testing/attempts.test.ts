import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Definition, del } from '@sallyport/definition'
import { emulate, type FaultRule } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import { Type } from 'typebox'
import { github } from '../github/definition.ts'
import { githubVendor } from '../github/vendor.ts'
import { stripe } from '../stripe/definition.ts'
import { stripeVendor } from '../stripe/vendor.ts'
import { NOW, openStage } from './stage.ts'

const ISSUES = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const
const LIST = { entity: 'issues', action: 'list', params: ISSUES }
const CREATE = { entity: 'issues', action: 'create', params: { ...ISSUES, title: 'Once' } }

const onGithub = (definition: Definition = github) =>
  openStage({ definition, play: (options) => emulate(githubVendor, options) })
const onStripe = () => openStage({ definition: stripe, play: (options) => emulate(stripeVendor, options) })

const SOON: readonly (readonly [what: string, fault: FaultRule])[] = [
  ['seconds', { kind: 'too-many-requests', retryAfter: 3 }],
  ['an HTTP date', { kind: 'too-many-requests', retryAfter: 3, as: 'http-date' }],
  ['x-ratelimit-reset', { kind: 'rate-limited', resetAfter: 3, status: 429 }],
]

for (const [what, fault] of SOON) {
  test(`GitHub's 429 with ${what} is waited for, by a read and by a write`, async () => {
    await using stage = await onGithub()
    for (const request of [LIST, CREATE]) {
      stage.faults.add(fault)
      await stage.call(request)
    }
    assert.deepEqual(stage.waited, [3_000, 3_000])
    assert.deepEqual(
      stage.ledger.requests().map(({ method, status }) => [method, status]),
      [
        ['GET', 429],
        ['GET', 200],
        ['POST', 429],
        ['POST', 201],
      ],
    )
  })

  test(`GitHub's 429 with ${what} that is too far off is told on at once`, async () => {
    await using stage = await onGithub()
    const later = 'resetAfter' in fault ? { ...fault, resetAfter: 600 } : { ...fault, retryAfter: 600 }
    stage.faults.add(later as FaultRule)
    const error = await stage.call(LIST).catch((reason: unknown) => reason)
    assert.ok(SallyportError.isInstance(error))
    assert.deepEqual([error.code, error.retryAt?.getTime()], ['upstream_rate_limited', NOW + 600_000])
    assert.deepEqual([stage.waited, stage.ledger.count()], [[], 1])
  })
}

test('an issue whose answer is lost is there once, and its outcome is unknown', async () => {
  await using stage = await onGithub()
  stage.faults.add({ kind: 'server-error', committed: true, method: 'POST' })
  await assert.rejects(stage.call(CREATE), {
    code: 'outcome_unknown',
    sideEffect: 'unknown',
    retryable: false,
    fix: 'Look with issues.list whether it happened before doing it again.',
  })
  stage.ledger.only({ method: 'POST' })
  const { data } = await stage.call(LIST)
  const made = (data as { readonly title: string }[]).filter(({ title }) => title === 'Once')
  assert.equal(made.length, 1)
})

test('a customer of Stripe whose answer is lost is asked for again under one key, and is there once', async () => {
  for (const fault of [{ kind: 'reset' }, { kind: 'reset', at: 'body' }, { kind: 'truncated' }] as const) {
    await using stage = await onStripe()
    stage.faults.add({ ...fault, committed: true, method: 'POST' })
    const email = 'once@example.com'
    const { data } = await stage.call({ entity: 'customers', action: 'create', params: { email } })
    const [first, second] = stage.ledger.exactly(2, { method: 'POST' })
    assert.ok(first?.headers['idempotency-key'])
    assert.equal(first.headers['idempotency-key'], second?.headers['idempotency-key'])
    const list = await stage.call({ entity: 'customers', action: 'list', params: { email } })
    assert.deepEqual(
      (list.data as { readonly id: string }[]).map(({ id }) => id),
      [(data as { readonly id: string }).id],
    )
  }
})

test('a read whose connection breaks is asked again', async () => {
  await using stage = await onGithub()
  for (const at of ['headers', 'body'] as const) {
    stage.faults.add({ kind: 'reset', at })
    await stage.call(LIST)
  }
  assert.equal(stage.ledger.count({ method: 'GET' }), 4)
})

test('a label whose removal is lost is gone, and that is told as done', async () => {
  const { labels } = github.entities
  const remove = del('/repos/{owner}/{repo}/labels/{name}', {
    params: { owner: Type.String(), repo: Type.String(), name: Type.String() },
  })
  const entities = {
    ...github.entities,
    labels: { ...labels, actions: { ...labels.actions, delete: remove } },
  }
  await using stage = await onGithub({ ...github, entities })
  const label = { owner: 'octokit-fixture-org', repo: 'hello-world', name: 'gone' }
  await stage.call({ entity: 'labels', action: 'create', params: { ...label, color: 'ff0000' } })
  stage.faults.add({ kind: 'bad-gateway', committed: true, method: 'DELETE' })
  const { data, warnings } = await stage.call({ entity: 'labels', action: 'delete', params: label })
  assert.deepEqual([data, warnings.map(({ code }) => code)], [null, ['already_done']])
  assert.equal(stage.ledger.count({ method: 'DELETE' }), 2)
})

test('a write to a third party that is not there is repeated, and never said to be unknown', async () => {
  await using stage = await onGithub()
  const away = stage.faults.add({ kind: 'connection-refused' })
  await assert.rejects(stage.call(CREATE), { code: 'upstream_unavailable', sideEffect: 'none' })
  away.remove()
  assert.deepEqual(stage.waited.length, 2)
  stage.ledger.none({ method: 'POST' })
})
