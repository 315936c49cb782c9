import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import type { SealContext } from './seal-context.ts'
import type { Vault } from './vault.ts'
import {
  context,
  flip,
  KEY_1,
  KEY_2,
  refuses,
  rootKeyOpeningTo,
  secret,
  VaultFixture,
} from './vault-fixture.ts'

let fixture: VaultFixture
let vault: Vault
beforeEach(async () => {
  fixture = await VaultFixture.create()
  vault = fixture.vault
})

describe('a sealed value', () => {
  it('opens in its context, for any bytes and any context', async () => {
    const id = fc.string({ minLength: 1, maxLength: 100, unit: 'binary' })
    const contexts = fc.record(
      {
        organizationId: id,
        workspaceId: id,
        subjectId: id,
        purpose: fc.constantFrom('credential', 'signing-key'),
        version: fc.maxSafeNat(),
      },
      { requiredKeys: ['organizationId', 'subjectId', 'purpose', 'version'] },
    )
    await fc.assert(
      fc.asyncProperty(contexts, fc.uint8Array({ maxLength: 5000, size: 'max' }), async (any, plaintext) => {
        await fixture.addKey(any.organizationId, KEY_2)
        const opened = await vault.open(any, await vault.seal(any, plaintext))
        assert.deepEqual(Buffer.from(opened), Buffer.from(plaintext))
        vault.forget()
      }),
    )
  })

  it('opens at the bounds, and nothing larger is sealed or opened', async () => {
    for (const size of [0, 1, 1024 * 1024]) {
      const sealed = await vault.seal(context, new Uint8Array(size))
      assert.equal(sealed.length, size + 105)
      assert.equal((await vault.open(context, sealed)).length, size)
    }
    await assert.rejects(vault.seal(context, new Uint8Array(1024 * 1024 + 1)), TypeError)
    await refuses(vault.open(context, new Uint8Array(1024 * 1024 + 106).fill(1)), 'bad_format')
  })

  it('opens after a restart, and out of the middle of a larger buffer', async () => {
    const sealed = await vault.seal(context, secret)
    const framed = Buffer.concat([Buffer.from('before'), sealed, Buffer.from('after')])
    const found = framed.subarray(6, 6 + sealed.length)
    assert.deepEqual(await fixture.vaultWith({}).open(context, found), secret)
  })

  it('is different each time, shows nothing, and leaves the plaintext alone', async () => {
    const first = Buffer.from(await vault.seal(context, secret))
    const second = Buffer.from(await vault.seal(context, secret))
    assert.equal(secret.toString(), 'ghp_canary')
    assert.equal(first.includes(secret), false)
    const parts = {
      'key id': [1, 17, true],
      'data key': [17, 77, false],
      content: [77, undefined, false],
    } as const
    for (const [part, [start, end, same]] of Object.entries(parts)) {
      assert.equal(first.subarray(start, end).equals(second.subarray(start, end)), same, part)
    }
  })

  it('does not open with any single bit flipped', async () => {
    const sealed = await vault.seal(context, secret)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      await refuses(vault.open(context, flip(sealed, bit)))
    }
  })

  it('does not open when cut at any length, or lengthened', async () => {
    const sealed = await vault.seal(context, secret)
    for (let length = 0; length < sealed.length; length++) {
      const opening = vault.open(context, sealed.subarray(0, length))
      await refuses(opening, length < 105 ? 'bad_format' : 'does_not_open')
    }
    await refuses(vault.open(context, Buffer.concat([sealed, Uint8Array.of(0)])), 'does_not_open')
  })

  it('does not open with the parts of another', async () => {
    const first = Buffer.from(await vault.seal(context, secret))
    const second = Buffer.from(await vault.seal(context, secret))
    const mixed = Buffer.concat([first.subarray(0, 77), second.subarray(77)])
    await refuses(vault.open(context, mixed), 'does_not_open')
  })

  const { workspaceId, ...withoutWorkspace } = context
  const moves: Record<string, SealContext> = {
    'another workspace': { ...context, workspaceId: 'workspace-2' },
    'no workspace': withoutWorkspace,
    'another row': { ...context, subjectId: 'connector-2' },
    'another purpose': { ...context, purpose: 'signing-key' },
    'another version': { ...context, version: 2 },
    'fields with the same letters': { ...context, workspaceId: 'workspace-', subjectId: '1connector-1' },
  }
  for (const [what, moved] of Object.entries(moves)) {
    it(`does not open for ${what}`, async () => {
      await refuses(vault.open(moved, await vault.seal(context, secret)), 'does_not_open')
    })
  }

  it('does not open for another organization, even one that was given the same key row', async () => {
    const foreign = { ...context, organizationId: 'organization-2' }
    const sealed = await vault.seal(context, secret)
    await refuses(vault.open(foreign, sealed), 'unknown_organization_key')
    await fixture.addKey('organization-2', KEY_1)
    await refuses(vault.open(foreign, sealed), 'does_not_open')
    const [row] = fixture.store.rows
    assert.ok(row)
    fixture.store.rows.splice(1, 1, { ...row, organizationId: 'organization-2' })
    vault.forget()
    await refuses(vault.open(foreign, sealed), 'does_not_open')
  })

  it('does not open in another deployment, not even with the same organization key', async () => {
    const sealed = await vault.seal(context, secret)
    await refuses(fixture.vaultWith({ deploymentId: 'deployment-2' }).open(context, sealed), 'does_not_open')
    const rootKeys = [rootKeyOpeningTo(Buffer.alloc(32, 7))]
    const here = fixture.vaultWith({ rootKeys })
    const there = fixture.vaultWith({ rootKeys, deploymentId: 'deployment-2' })
    await refuses(there.open(context, await here.seal(context, secret)), 'does_not_open')
  })

  it('is never mistaken for garbage, and garbage never for it', async () => {
    const header = Buffer.concat([Uint8Array.of(1), Buffer.from(KEY_1.replaceAll('-', ''), 'hex')])
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300, size: 'max' }), fc.boolean(), (bytes, plausible) =>
        refuses(vault.open(context, plausible ? Buffer.concat([header, bytes]) : bytes)),
      ),
      { numRuns: 500 },
    )
  })

  it('has the layout that is written down: another implementation opens it', async () => {
    const organizationKey = Buffer.alloc(32, 7)
    const known = fixture.vaultWith({ rootKeys: [rootKeyOpeningTo(organizationKey)] })
    const sealed = await known.seal(context, secret)
    const field = (value: string) => [0, value.length, ...Buffer.from(value)]
    const additionalData = Uint8Array.from([
      1,
      ...['deployment-1', 'organization-1', 'connector-1', 'credential', '1', 'workspace-1'].flatMap(field),
    ])
    const openBox = async (rawKey: Uint8Array, box: Uint8Array) => {
      const key = await webcrypto.subtle.importKey('raw', Buffer.from(rawKey), 'AES-GCM', false, ['decrypt'])
      const algorithm = { name: 'AES-GCM', iv: Buffer.from(box.subarray(0, 12)), additionalData }
      return Buffer.from(await webcrypto.subtle.decrypt(algorithm, key, Buffer.from(box.subarray(12))))
    }
    assert.equal(Buffer.from(sealed.subarray(0, 17)).toString('hex'), `01${KEY_1.replaceAll('-', '')}`)
    const dataKey = await openBox(organizationKey, sealed.subarray(17, 77))
    assert.deepEqual(await openBox(dataKey, sealed.subarray(77)), secret)
  })
})
