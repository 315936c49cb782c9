import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { createMemoryRootKey } from './providers/memory-root-key.ts'
import { context, KEY_2, refuses, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
beforeEach(async () => {
  fixture = await VaultFixture.create()
})

describe('root keys', () => {
  it('rotate: the first writes, all read, and one that is gone is named in the cause alone', async () => {
    const sealed = await fixture.vault.seal(context, secret)
    const next = createMemoryRootKey('root-2')
    const both = fixture.vaultWith({ rootKeys: [next, fixture.rootKey] })
    assert.deepEqual(await both.open(context, sealed), secret)
    await fixture.addKey('organization-2', KEY_2, both)
    assert.deepEqual(
      fixture.store.rows.map((row) => row.rootKeyId),
      ['root-1', 'root-2'],
    )
    const lost = fixture.vaultWith({ rootKeys: [next] }).open(context, sealed)
    await refuses(lost, 'unknown_root_key')
    await lost.catch(({ message, fix, cause }) => {
      assert.doesNotMatch(`${message} ${fix}`, /root-/)
      assert.match(String(cause), /needed: root-1; configured: root-2/)
    })
  })

  it('are at least one, of different and printable ids', () => {
    const wrong = [
      [],
      [fixture.rootKey, fixture.rootKey],
      [createMemoryRootKey('')],
      [createMemoryRootKey('root 1')],
    ]
    for (const rootKeys of wrong) assert.throws(() => fixture.vaultWith({ rootKeys }), TypeError)
  })
})
