import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { createMemoryRootKey } from './providers/memory-root-key.ts'
import type { SealContext } from './seal-context.ts'
import { organizationKeyIdOf, WRAPPING_BYTES } from './sealed-value.ts'
import type { Vault } from './vault.ts'
import { context, flip, KEY_1, KEY_2, refuses, secret, VaultFixture } from './vault-fixture.ts'

let fixture: VaultFixture
let vault: Vault
beforeEach(async () => {
  fixture = await VaultFixture.create()
  vault = fixture.vault
})

const { organizationId } = context

function wrappingOf(sealed: Uint8Array): Uint8Array {
  return sealed.subarray(0, WRAPPING_BYTES)
}

async function rewrap(sealed: Uint8Array, moved: SealContext = context, by = vault): Promise<Uint8Array> {
  const [result] = await by.rewrap(organizationId, [{ context: moved, wrapping: wrappingOf(sealed) }])
  if (!(result instanceof Uint8Array)) throw result ?? new TypeError('one value gives one result')
  return Buffer.concat([result, sealed.subarray(WRAPPING_BYTES)])
}

/** Without the key that sealed before the rotation. */
function dropOldKey(): void {
  fixture.store.rows.splice(
    0,
    fixture.store.rows.length,
    ...fixture.store.rows.filter(({ id }) => id === KEY_2),
  )
  vault.forget()
}

describe('a value that is rewrapped', () => {
  it('opens as before, for any bytes, and needs the old key for nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000, size: 'max' }), async (plaintext) => {
        fixture.store.rows.length = 0
        vault.forget()
        await fixture.addKey(organizationId, KEY_1)
        const sealed = await vault.seal(context, plaintext)
        await fixture.addKey(organizationId, KEY_2)
        const moved = await rewrap(sealed)
        assert.equal(organizationKeyIdOf(moved), KEY_2)
        dropOldKey()
        assert.deepEqual(Buffer.from(await vault.open(context, moved)), Buffer.from(plaintext))
        await refuses(vault.open(context, sealed), 'unknown_organization_key')
      }),
      { numRuns: 50 },
    )
  })

  it('keeps its content as it lies, and its old bytes still open while the old key is there', async () => {
    const sealed = await vault.seal(context, secret)
    await fixture.addKey(organizationId, KEY_2)
    const moved = await rewrap(sealed)
    assert.deepEqual(moved.subarray(WRAPPING_BYTES), Buffer.from(sealed.subarray(WRAPPING_BYTES)))
    assert.notDeepEqual(Buffer.from(wrappingOf(moved)), Buffer.from(wrappingOf(sealed)))
    assert.deepEqual(await vault.open(context, sealed), secret)
  })

  it('may be under the active key already, and is bound to its context all the same', async () => {
    const sealed = await vault.seal(context, secret)
    assert.deepEqual(await vault.open(context, await rewrap(sealed)), secret)
    await refuses(rewrap(sealed, { ...context, version: 2 }), 'does_not_open')
  })

  const { workspaceId, ...withoutWorkspace } = context
  const moves: Record<string, SealContext> = {
    'another workspace': { ...context, workspaceId: 'workspace-2' },
    'no workspace': withoutWorkspace,
    'another row': { ...context, subjectId: 'connector-2' },
    'another purpose': { ...context, purpose: 'spare-credential' },
    'another version': { ...context, version: 2 },
    'another organization': { ...context, organizationId: 'organization-2' },
  }
  for (const [what, moved] of Object.entries(moves)) {
    it(`is refused when it was moved to ${what}`, async () => {
      const sealed = await vault.seal(context, secret)
      await fixture.addKey(organizationId, KEY_2)
      await refuses(rewrap(sealed, moved), 'does_not_open')
    })
  }

  it('is refused with any bit of its wrapping flipped, and at any other length', async () => {
    const sealed = await vault.seal(context, secret)
    await fixture.addKey(organizationId, KEY_2)
    for (let bit = 0; bit < WRAPPING_BYTES * 8; bit++) await refuses(rewrap(flip(sealed, bit)))
    for (const length of [0, 1, WRAPPING_BYTES - 1, WRAPPING_BYTES + 1]) {
      const [result] = await vault.rewrap(organizationId, [{ context, wrapping: sealed.subarray(0, length) }])
      assert.match(String(result), /no format/)
    }
  })
})

describe('many values that are rewrapped', () => {
  it('ask for the active key and for each key that reads once, and a damaged one spoils no other', async () => {
    const sealed = await Promise.all(Array.from({ length: 20 }, () => vault.seal(context, secret)))
    await fixture.addKey(organizationId, KEY_2)
    vault.forget()
    fixture.unwraps = 0
    fixture.store.finds = 0
    const values = sealed.map((each, at) => ({
      context,
      wrapping: wrappingOf(at === 7 ? flip(each, 200) : each),
    }))
    const results = await vault.rewrap(organizationId, values)
    assert.deepEqual([fixture.store.finds, fixture.unwraps], [1, 2])
    assert.deepEqual(
      results.flatMap((result, at) => (SallyportError.isInstance(result) ? [at] : [])),
      [7],
    )
  })

  it('fail together when a key cannot be asked for now', async () => {
    const sealed = await vault.seal(context, secret)
    const outage = new SallyportError('vault_unavailable', 'The key service cannot be reached.', {
      retryable: true,
    })
    const down = { ...fixture.rootKey, unwrap: () => Promise.reject(outage) }
    await assert.rejects(rewrap(sealed, context, fixture.vaultWith({ rootKeys: [down] })), outage)
  })
})

describe('an organization key that is rewrapped', () => {
  it('is the same key under the root key that writes, and what is under that already is left alone', async () => {
    const sealed = await vault.seal(context, secret)
    const next = createMemoryRootKey('root-2')
    const both = fixture.vaultWith({ rootKeys: [next, fixture.rootKey] })
    const [row] = fixture.store.rows
    assert.ok(row)
    const moved = await both.rewrapOrganizationKey(row)
    assert.deepEqual([moved.id, moved.organizationId, moved.rootKeyId], [row.id, organizationId, 'root-2'])
    fixture.unwraps = 0
    assert.equal(await both.rewrapOrganizationKey(moved), moved)
    assert.equal(fixture.unwraps, 0)
    fixture.store.rows.splice(0, 1, moved)
    assert.deepEqual(await fixture.vaultWith({ rootKeys: [next] }).open(context, sealed), secret)
  })

  it('is refused under a foreign name, and where its root key is not configured', async () => {
    const next = createMemoryRootKey('root-2')
    const both = fixture.vaultWith({ rootKeys: [next, fixture.rootKey] })
    const [row] = fixture.store.rows
    assert.ok(row)
    await refuses(both.rewrapOrganizationKey({ ...row, id: KEY_2 }), 'does_not_open')
    await refuses(both.rewrapOrganizationKey({ ...row, organizationId: 'organization-2' }), 'does_not_open')
    await refuses(fixture.vaultWith({ rootKeys: [next] }).rewrapOrganizationKey(row), 'unknown_root_key')
  })

  it('is gone once it was shredded, and says so', async () => {
    const sealed = await vault.seal(context, secret)
    const [row] = fixture.store.rows
    assert.ok(row)
    fixture.store.rows.splice(0, 1, { ...row, wrapped: new Uint8Array() })
    vault.forget()
    await refuses(vault.open(context, sealed), 'shredded')
    const both = fixture.vaultWith({ rootKeys: [createMemoryRootKey('root-2'), fixture.rootKey] })
    await refuses(both.rewrapOrganizationKey({ ...row, wrapped: new Uint8Array() }), 'shredded')
  })
})
