import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import type { WrappedOrganizationKey } from './organization-key.ts'
import { createRemoteRootKey } from './providers/remote-root-key.ts'
import type { Fault } from './providers/testing/loopback-double.ts'
import { ManualClock } from './providers/testing/manual-clock.ts'
import { startVaultDouble, type VaultDouble } from './providers/testing/vault-double.ts'
import { VersionedKey } from './providers/testing/versioned-key.ts'
import { createVaultTransit } from './providers/vault-transit.ts'
import type { SealContext } from './seal-context.ts'
import { createVault, type Vault } from './vault.ts'

const KEY = '01900000-0000-7000-8000-000000000001'
const secret = Buffer.from('ghp_canary')
const WARM = Array.from({ length: 5 }, (_, at) => `warm-${at}`)
const COLD = Array.from({ length: 50 }, (_, at) => `cold-${at}`)
/** How the service is down, minute by minute. */
const FAULTS: readonly Fault[] = ['reset', { status: 503, body: {} }, 'silence', { status: 429, body: {} }]

let service: VaultDouble
before(async () => {
  service = await startVaultDouble()
  service.tokens.set('s.good', { seconds: 0, renewable: false })
  service.keys.set('root', { key: new VersionedKey(), derived: false })
})
after(() => service.service.close())

const contextOf = (organizationId: string): SealContext => ({
  organizationId,
  workspaceId: 'workspace-1',
  subjectId: 'connector-1',
  purpose: 'credential',
  version: 1,
})

/** A vault whose root key is with the service, by a clock of its own. */
function vaultWith(rows: WrappedOrganizationKey[]) {
  const clock = new ManualClock()
  const counts = { calls: [] as string[], underWay: 0, most: 0 }
  const counted: typeof fetch = async (...input) => {
    counts.most = Math.max(counts.most, ++counts.underWay)
    return fetch(...input).finally(() => counts.underWay--)
  }
  const transit = createVaultTransit({
    origin: service.service.url,
    mount: 'transit',
    name: 'root',
    token: async () => 's.good',
    fetch: counted,
  })
  const edge = {
    fetch: counted,
    monotonic: clock.monotonic,
    wait: clock.wait,
    random: () => 0.5,
    onCall: ({ operation }: { operation: string }) => void counts.calls.push(operation),
  }
  const of = (organizationId: string) => rows.find((row) => row.organizationId === organizationId)
  const vault = createVault({
    deploymentId: 'deployment-1',
    rootKeys: [createRemoteRootKey(transit, edge)],
    organizationKeys: { findActive: async (id) => of(id), find: async (id) => of(id) },
  })
  return { vault, clock, counts }
}

/** Rows and sealed values of all organizations, and a vault that has only the warm ones in memory. */
async function deployment() {
  const rows: WrappedOrganizationKey[] = []
  const first = vaultWith(rows)
  const sealed = new Map<string, Uint8Array>()
  for (const id of [...WARM, ...COLD]) {
    rows.push(await first.vault.createOrganizationKey(id, KEY))
    sealed.set(id, await first.vault.seal(contextOf(id), secret))
  }
  const house = vaultWith(rows)
  const open = (id: string, vault: Vault = house.vault) =>
    vault.open(contextOf(id), sealed.get(id) ?? new Uint8Array())
  for (const id of WARM) await open(id)
  return { ...house, open, maker: first.counts }
}

/** Seconds of the clock, in steps that leave the network its turns. */
async function pass(clock: ManualClock, seconds: number): Promise<void> {
  for (let step = 0; step < 4 * seconds; step++) {
    await sleep(1)
    clock.advance(250)
  }
}

describe('with the root key at a service', () => {
  it('an organization costs one call to make and one to warm, and its secrets cost none', async () => {
    const { vault, counts, maker, open } = await deployment()
    const makerCalls = maker.calls.filter((each) => each === 'wrap').length
    assert.equal(makerCalls, WARM.length + COLD.length)
    assert.deepEqual(counts.calls, Array(WARM.length).fill('unwrap'))
    for (let count = 0; count < 200; count++) {
      for (const id of WARM) assert.deepEqual(await open(id), secret)
      await vault.seal(contextOf('warm-0'), secret)
    }
    await Promise.all(Array.from({ length: 100 }, () => open('cold-0')))
    assert.equal(counts.calls.length, WARM.length + 1)
  })

  it('ten minutes without it stop nobody who is warm, and tell everybody who is cold', async (t) => {
    const house = await deployment()
    const requests = service.service.requests.length
    const refusals = await tenMinutesDown(house)
    const asked = service.service.requests.length - requests
    assert.equal(refusals.length, 6000)
    for (const { ms, error } of refusals) {
      assert.ok(SallyportError.isInstance(error), String(error))
      assert.deepEqual([error.code, error.retryable, error.act], ['vault_unavailable', true, 'wait'])
      assert.ok(ms <= 5500, `${ms} ms`)
    }
    const atOnce = refusals.filter(({ ms }) => ms === 0).length
    t.diagnostic(`${atOnce} of 6000 cold calls refused at once; ${asked} requests in ten minutes`)
    assert.ok(atOnce > 5000, `${atOnce} of 6000 at once`)
    assert.ok(asked <= 200, `${asked} requests in ten minutes`)

    const before = house.counts.calls.length
    const seconds = await comeBack(house)
    t.diagnostic(`back: all 50 warm after ${seconds} s, ${house.counts.most} calls at a time`)
    assert.ok(seconds <= 17, `${seconds} seconds`)
    assert.equal(house.counts.calls.length - before, COLD.length)
    assert.ok(house.counts.most <= 16, `${house.counts.most} at a time`)
  })
})

type House = Awaited<ReturnType<typeof deployment>>

/** Each second every warm organization seals and opens, and ten calls come for cold ones: gives their refusals. */
async function tenMinutesDown({ vault, clock, open }: House) {
  const refusals: { ms: number; error: unknown }[] = []
  const callCold = async (id: string) => {
    const start = clock.monotonic()
    const error = await open(id).then(
      () => 'it was opened',
      (reason: unknown) => reason,
    )
    refusals.push({ ms: clock.monotonic() - start, error })
  }
  service.service.fault = () => FAULTS[Math.floor(clock.monotonic() / 60_000) % FAULTS.length]
  const cold: Promise<void>[] = []
  for (let second = 0; second < 600; second++) {
    for (const id of WARM) {
      assert.deepEqual(await open(id), secret)
      await vault.seal(contextOf(id), secret)
    }
    for (let count = 0; count < 10; count++) cold.push(callCold(COLD[(second + count) % COLD.length] ?? ''))
    await pass(clock, 1)
  }
  await pass(clock, 10)
  await Promise.all(cold)
  return refusals
}

/** The service answers again. Twenty callers of each cold organization come each second until it works. */
async function comeBack({ clock, counts, open }: House): Promise<number> {
  service.service.fault = () => undefined
  counts.most = 0
  let waiting = COLD.flatMap((id) => Array<string>(20).fill(id))
  let seconds = 0
  for (; waiting.length > 0 && seconds < 30; seconds++) {
    const outcomes = waiting.map((id) =>
      open(id).then(
        () => undefined,
        () => id,
      ),
    )
    for (let turn = 0; turn < 20; turn++) await sleep(3)
    clock.advance(1000)
    waiting = (await Promise.all(outcomes)).filter((id) => id !== undefined)
  }
  return seconds
}
