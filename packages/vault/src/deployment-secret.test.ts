import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { createMemoryRootKey } from './providers/memory-root-key.ts'
import type { RootKeyProvider } from './root-key.ts'
import type { Vault } from './vault.ts'
import { context, flip, KEY_1, refuses, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
let vault: Vault
beforeEach(async () => {
  fixture = await VaultFixture.create()
  vault = fixture.vault
})

describe('a secret of the deployment', () => {
  it('opens under its name alone, in its deployment alone', async () => {
    const sealed = await vault.sealForDeployment('database-password', secret)
    assert.deepEqual(await vault.openForDeployment('database-password', sealed), secret)
    await refuses(vault.openForDeployment('probe', sealed), 'does_not_open')
    const elsewhere = fixture.vaultWith({ deploymentId: 'deployment-2' })
    await refuses(elsewhere.openForDeployment('database-password', sealed), 'does_not_open')
  })

  it('does not open with any single bit flipped, cut at any length, or too long', async () => {
    const sealed = await vault.sealForDeployment('probe', secret)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      await refuses(vault.openForDeployment('probe', flip(sealed, bit)))
    }
    const header = 8
    for (let length = 0; length < sealed.length; length++) {
      const opening = vault.openForDeployment('probe', sealed.subarray(0, length))
      await refuses(opening, length < header ? 'bad_format' : 'does_not_open')
    }
    const long = Buffer.concat([sealed, Buffer.alloc(10_000)])
    await refuses(vault.openForDeployment('probe', long), 'bad_format')
  })

  it('is never mistaken for garbage, and garbage never for it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.boolean(), (bytes, plausible) =>
        refuses(vault.openForDeployment('probe', plausible ? Uint8Array.of(2, 6, ...bytes) : bytes)),
      ),
    )
    // What cannot be the id of a root key does not get as far as the log that names missing keys.
    await refuses(vault.openForDeployment('probe', Uint8Array.of(2, 2, 0x0a, 0x0a, 1)), 'bad_format')
  })

  it('names its root key, which may have stopped writing', async () => {
    const sealed = await vault.sealForDeployment('probe', secret)
    const next = createMemoryRootKey('root-2')
    const both = fixture.vaultWith({ rootKeys: [next, fixture.rootKey] })
    assert.deepEqual(await both.openForDeployment('probe', sealed), secret)
    const lost = fixture.vaultWith({ rootKeys: [next] })
    await refuses(lost.openForDeployment('probe', sealed), 'unknown_root_key')
  })

  it('has a bounded size and a bounded name', async () => {
    const largest = await vault.sealForDeployment('probe', new Uint8Array(4096))
    assert.equal((await vault.openForDeployment('probe', largest)).length, 4096)
    await assert.rejects(vault.sealForDeployment('probe', new Uint8Array(4097)), TypeError)
    for (const name of ['', 'x'.repeat(256)]) {
      await assert.rejects(vault.sealForDeployment(name, secret), TypeError)
      await assert.rejects(vault.openForDeployment(name, largest), TypeError)
    }
  })

  it('is no organization key and no sealed value, and they are none of it', async () => {
    const formats: (number | undefined)[] = []
    const watched: RootKeyProvider = {
      ...fixture.rootKey,
      wrap(plaintext, associatedData) {
        formats.push(associatedData[0])
        return fixture.rootKey.wrap(plaintext, associatedData)
      },
    }
    const watching = fixture.vaultWith({ rootKeys: [watched] })
    const key = await watching.createOrganizationKey('organization-1', KEY_1)
    const sealed = await watching.sealForDeployment('organization-1', Buffer.alloc(200))
    assert.deepEqual(formats, [3, 2])
    const disguised = Buffer.concat([Uint8Array.of(2, 6), Buffer.from('root-1'), key.wrapped])
    await refuses(vault.openForDeployment('organization-1', disguised), 'does_not_open')
    await refuses(vault.open(context, Buffer.concat([sealed, Buffer.alloc(200)])), 'bad_format')
    await refuses(vault.openForDeployment('probe', await vault.seal(context, secret)), 'bad_format')
  })
})
