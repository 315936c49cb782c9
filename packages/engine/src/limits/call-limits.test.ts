import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Principal } from '../execute/principal.ts'
import { scopeOfOrganization, scopeOfWorkspace } from '../scope.ts'
import { CallLimits, type CallQuotas } from './call-limits.ts'

const NOW = Date.parse('2026-07-01T12:00:00Z')
const QUOTAS: CallQuotas = { application: { calls: 4, seconds: 2 }, workspace: { calls: 2, seconds: 4 } }
let elapsed: number
let limits: CallLimits
const withQuotas = (quotas: CallQuotas) =>
  new CallLimits({ quotas, now: () => NOW + elapsed, monotonic: () => elapsed })
beforeEach(() => {
  elapsed = 0
  limits = withQuotas(QUOTAS)
})

const principal = (applicationId: string, workspaceId?: string, organizationId = 'acme') =>
  ({
    scope: scopeOfOrganization(organizationId),
    homeId: 'home',
    applicationId,
    workspaceId,
  }) as unknown as Principal
const workspace = (id: string) => scopeOfWorkspace({ organizationId: 'acme', id })

test('a call at the door is told of the tighter limit that it is under', () => {
  const { refusal, ...told } = limits.admit(principal('app', 'w1')) ?? {}
  assert.deepEqual(told, { policy: '"workspace";q=2;w=4', left: '"workspace";r=1;t=2' })
  assert.equal(refusal, undefined)
  assert.equal(limits.admit(principal('app'))?.left, '"application";r=2;t=1')
})

test('one over the limit is refused, with the time when there will be room', () => {
  for (const _ of [1, 2]) limits.admit(principal('app', 'w1'))
  const standing = limits.admit(principal('app', 'w1'))
  assert.equal(standing?.left, '"workspace";r=0;t=2')
  assert.equal(standing?.refusal?.code, 'rate_limited')
  assert.deepEqual(standing?.refusal?.retryAt, new Date(NOW + 2_000))
  elapsed = 2_000
  assert.equal(limits.admit(principal('app', 'w1'))?.refusal, undefined)
})

test('workspaces and applications are limited apart, and those of other organizations as well', () => {
  for (const _ of [1, 2, 3]) limits.admit(principal('app', 'w1'))
  for (const other of [principal('app', 'w2'), principal('other', 'w3'), principal('other', 'w1', 'rival')]) {
    assert.equal(limits.admit(other)?.refusal, undefined)
  }
})

test('an application has one limit in all organizations that it reaches', () => {
  for (const _ of [1, 2]) limits.admit(principal('app', undefined, 'rival'))
  for (const _ of [1, 2]) limits.admit(principal('app'))
  assert.equal(limits.admit(principal('app'))?.refusal?.code, 'rate_limited')
})

test('a workspace is counted for tokens of the organization where they enter it', () => {
  for (const _ of [1, 2]) limits.enter(principal('app'), workspace('w1'))
  assert.throws(() => limits.enter(principal('app'), workspace('w1')), { code: 'rate_limited' })
  limits.enter(principal('app'), workspace('w2'))
  assert.equal(limits.admit(principal('other', 'w1'))?.refusal?.code, 'rate_limited')
})

test('a token of the workspace, which was counted at the door, is not counted again', () => {
  const scoped = principal('app', 'w1')
  for (const _ of [1, 2, 3, 4]) limits.enter(scoped, workspace('w1'))
  assert.equal(limits.admit(scoped)?.refusal, undefined)
})

test('without limits there is nothing to tell, and with one of them just that', () => {
  assert.equal(withQuotas({ application: null, workspace: null }).admit(principal('app', 'w1')), undefined)
  const one = withQuotas({ ...QUOTAS, application: null })
  assert.equal(one.admit(principal('app')), undefined)
  assert.equal(one.admit(principal('app', 'w1'))?.policy, '"workspace";q=2;w=4')
})
