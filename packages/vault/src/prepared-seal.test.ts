import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { Vault } from './vault.ts'
import { context, refuses, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
let vault: Vault
beforeEach(async () => {
  fixture = await VaultFixture.create()
  vault = fixture.vault
})

describe('a prepared seal', () => {
  it('opens like any other, in its context and in no other', async () => {
    const sealed = (await vault.prepare(context)).seal(secret)
    assert.deepEqual(Buffer.from(await vault.open(context, sealed)), secret)
    await refuses(vault.open({ ...context, version: 2 }, sealed), 'does_not_open')
    await refuses(vault.open({ ...context, purpose: 'spare-credential' }, sealed), 'does_not_open')
  })

  it('seals when neither store nor key service answer any more', async () => {
    const outage = new SallyportError('storage_unavailable', 'The database cannot be reached.')
    let isDown = false
    const fail = <T>(row: T) => (isDown ? Promise.reject(outage) : Promise.resolve(row))
    const organizationKeys = {
      findActive: (organizationId: string) =>
        fixture.store.findActive(organizationId).then((row) => fail(row)),
      find: (organizationId: string, keyId: string) =>
        fixture.store.find(organizationId, keyId).then((row) => fail(row)),
    }
    const shaky = fixture.vaultWith({ organizationKeys })
    const prepared = await shaky.prepare(context)
    isDown = true
    await assert.rejects(shaky.seal(context, secret), outage)
    const sealed = prepared.seal(secret)
    assert.deepEqual(Buffer.from(await vault.open(context, sealed)), secret)
  })

  it('seals one value: a nonce is never used twice with a key', async () => {
    const prepared = await vault.prepare(context)
    prepared.seal(secret)
    assert.throws(() => prepared.seal(secret), TypeError)
  })

  it('is made where there is a key to seal with', async () => {
    await refuses(vault.prepare({ ...context, organizationId: 'another' }), 'no_organization_key')
  })

  it('takes no more than 1 MiB, and is good for another value after that', async () => {
    const prepared = await vault.prepare(context)
    assert.throws(() => prepared.seal(new Uint8Array(1024 * 1024 + 1)), TypeError)
    assert.equal(prepared.seal(new Uint8Array(1024 * 1024)).length, 1024 * 1024 + 105)
  })
})
