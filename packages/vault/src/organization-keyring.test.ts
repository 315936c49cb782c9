import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { RootKeyProvider } from './root-key.ts'
import type { Vault } from './vault.ts'
import { context, KEY_1, refuses, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
let vault: Vault
beforeEach(async () => {
  fixture = await VaultFixture.create()
  vault = fixture.vault
})

describe('organization keys in memory', () => {
  it('are unwrapped once, however many cold opens meet', async () => {
    const sealed = await vault.seal(context, secret)
    vault.forget()
    fixture.unwraps = 0
    const opened = await Promise.all(Array.from({ length: 50 }, () => vault.open(context, sealed)))
    assert.ok(opened.every((bytes) => secret.equals(bytes)))
    assert.deepEqual([fixture.store.finds, fixture.unwraps], [1, 1])
  })

  it('make a warm open wait for nothing: it has finished when the call returns', async () => {
    const sealed = await vault.seal(context, secret)
    fixture.unwraps = 0
    let opened: Uint8Array | undefined
    const settled = vault.open(context, sealed).then((bytes) => {
      opened = bytes
    })
    // One turn of the microtask queue hands the result over; any await on the way would need more.
    await undefined
    assert.deepEqual(opened, secret)
    await settled
    assert.deepEqual([fixture.store.finds, fixture.unwraps], [0, 0])
  })

  it('are not remembered when unwrapping failed', async () => {
    const sealed = await vault.seal(context, secret)
    const outage = new SallyportError('vault_unavailable', 'The key service cannot be reached.')
    let isDown = true
    const shaky: RootKeyProvider = {
      ...fixture.rootKey,
      unwrap: (wrapped, associatedData) =>
        isDown ? Promise.reject(outage) : fixture.rootKey.unwrap(wrapped, associatedData),
    }
    const cold = fixture.vaultWith({ rootKeys: [shaky] })
    for (let attempt = 0; attempt < 2; attempt++) await assert.rejects(cold.open(context, sealed), outage)
    isDown = false
    assert.deepEqual(await cold.open(context, sealed), secret)
    isDown = true
    assert.deepEqual(await cold.open(context, sealed), secret, 'a warm key outlives the outage')
  })

  it('are bounded: the one unused for longest goes first', async () => {
    const small = fixture.vaultWith({ maxWarmKeys: 2 })
    const sealed = new Map<string, Uint8Array>()
    const openFor = async (organizationId: string) => {
      const before = fixture.unwraps
      await small.open({ ...context, organizationId }, sealed.get(organizationId) ?? new Uint8Array())
      return fixture.unwraps > before ? 'cold' : 'warm'
    }
    for (const organizationId of ['a', 'b', 'c']) {
      await fixture.addKey(organizationId, KEY_1)
      sealed.set(organizationId, await vault.seal({ ...context, organizationId }, secret))
    }
    const visits = ['a', 'b', 'a', 'c', 'a', 'b', 'c']
    const seen: string[] = []
    for (const organizationId of visits) seen.push(await openFor(organizationId))
    assert.deepEqual(seen, ['cold', 'cold', 'warm', 'cold', 'warm', 'cold', 'cold'])
  })

  it('are forgotten for one organization, or for all', async () => {
    const other = { ...context, organizationId: 'organization-2' }
    await fixture.addKey('organization-2', KEY_1)
    const sealed = await vault.seal(context, secret)
    const sealedForOther = await vault.seal(other, secret)
    const unwrapsToOpenBoth = async () => {
      fixture.unwraps = 0
      await vault.open(context, sealed)
      await vault.open(other, sealedForOther)
      return fixture.unwraps
    }
    assert.equal(await unwrapsToOpenBoth(), 0)
    vault.forget('organization-1')
    assert.equal(await unwrapsToOpenBoth(), 1)
    vault.forget()
    assert.equal(await unwrapsToOpenBoth(), 2)
  })

  it('that may have changed are asked for once, and not unwrapped anew', async () => {
    const sealed = await vault.seal(context, secret)
    const isDown: RootKeyProvider = { ...fixture.rootKey, unwrap: () => Promise.reject(new Error('is down')) }
    let rootKey = fixture.rootKey
    const shaky = fixture.vaultWith({
      rootKeys: [{ ...fixture.rootKey, unwrap: (...args) => rootKey.unwrap(...args) }],
    })
    await shaky.open(context, sealed)
    rootKey = isDown
    for (const organizationId of ['organization-1', undefined]) {
      fixture.store.finds = 0
      shaky.recheck('organization-2')
      await shaky.open(context, sealed)
      assert.equal(fixture.store.finds, 0, 'that of another organization stays')
      shaky.recheck(organizationId)
      for (let again = 0; again < 2; again++) assert.deepEqual(await shaky.open(context, sealed), secret)
      assert.deepEqual(await shaky.open(context, await shaky.seal(context, secret)), secret)
      assert.equal(fixture.store.finds, 1)
    }
  })

  it('that are gone, or shredded, are used no more once it was said that they may have changed', async () => {
    const sealed = await vault.seal(context, secret)
    const [row] = fixture.store.rows
    assert.ok(row)
    fixture.store.rows.splice(0, 1, { ...row, wrapped: new Uint8Array() })
    assert.deepEqual(await vault.open(context, sealed), secret, 'nobody has said so yet')
    vault.recheck('organization-1')
    await refuses(vault.open(context, sealed), 'shredded')
    fixture.store.rows.splice(0, 1, row)
    await vault.open(context, sealed)
    fixture.store.rows.length = 0
    vault.recheck()
    await refuses(vault.open(context, sealed), 'unknown_organization_key')
    fixture.store.rows.push(row)
    fixture.unwraps = 0
    await vault.open(context, sealed)
    assert.equal(fixture.unwraps, 1, 'what was gone is not remembered')
  })

  it('do not come back when they were forgotten while being unwrapped', async () => {
    const sealed = await vault.seal(context, secret)
    vault.forget()
    const underWay = vault.open(context, sealed)
    vault.forget('organization-1')
    assert.deepEqual(await underWay, secret)
    fixture.store.rows.length = 0
    await refuses(vault.open(context, sealed), 'unknown_organization_key')
  })
})
