import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { WrappedOrganizationKey } from './organization-key.ts'
import type { Vault, VaultOptions } from './vault.ts'
import { context, KEY_1, KEY_2, refuses, rootKeyOpeningTo, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
let vault: Vault
beforeEach(async () => {
  fixture = await VaultFixture.create()
  vault = fixture.vault
})

describe('organization keys', () => {
  it('rotate: a new one writes at once, the old one still reads', async () => {
    const old = await vault.seal(context, secret)
    await fixture.addKey('organization-1', KEY_2)
    const fresh = await vault.seal(context, secret)
    assert.equal(Buffer.from(fresh.subarray(1, 17)).toString('hex'), KEY_2.replaceAll('-', ''))
    assert.deepEqual(await vault.open(context, old), secret)
    assert.deepEqual(await vault.open(context, fresh), secret)
  })

  const foreign = { ...context, organizationId: 'organization-2' }
  const relabelled: Record<string, readonly [Partial<WrappedOrganizationKey>, Partial<VaultOptions>]> = {
    'under another id': [{ id: KEY_2 }, {}],
    'for another organization': [{ organizationId: foreign.organizationId }, {}],
    'in another deployment': [{}, { deploymentId: 'deployment-2' }],
  }
  for (const [where, [change, options]] of Object.entries(relabelled)) {
    it(`do not open ${where}`, async () => {
      const [row] = fixture.store.rows.splice(0)
      assert.ok(row)
      fixture.store.rows.push({ ...row, ...change })
      const organizationId = change.organizationId ?? context.organizationId
      await refuses(fixture.vaultWith(options).seal({ ...context, organizationId }, secret), 'does_not_open')
    })
  }

  it('that are no longer stored open nothing', async () => {
    const sealed = await vault.seal(context, secret)
    fixture.store.rows.length = 0
    vault.forget()
    await refuses(vault.open(context, sealed), 'unknown_organization_key')
  })

  it('are needed to seal', async () => {
    await refuses(vault.seal(foreign, secret), 'no_organization_key')
  })

  it('have a UUID in lower case for an id', async () => {
    for (const id of ['', 'key-1', KEY_1.toUpperCase().replace('0', 'A'), `${KEY_1}0`, `${KEY_1}\n`]) {
      await assert.rejects(vault.createOrganizationKey('organization-1', id), TypeError, id)
    }
    const [row] = fixture.store.rows
    assert.ok(row)
    const organizationKeys = { findActive: async () => ({ ...row, id: 'key-1' }), find: async () => row }
    const rootKeys = [rootKeyOpeningTo(Buffer.alloc(32, 7))]
    const unsafe = fixture.vaultWith({ organizationKeys, rootKeys })
    await assert.rejects(unsafe.seal(context, secret), TypeError)
  })

  it('leave errors of the store as they are', async () => {
    const sealed = await vault.seal(context, secret)
    const failure = new SallyportError('storage_unavailable', 'The database cannot be reached.')
    const failing = { findActive: () => Promise.reject(failure), find: () => Promise.reject(failure) }
    const cold = fixture.vaultWith({ organizationKeys: failing })
    await assert.rejects(cold.open(context, sealed), failure)
    await assert.rejects(cold.seal(context, secret), failure)
  })
})
