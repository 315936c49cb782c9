import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import fc from 'fast-check'
import { scopeOfOrganization } from '../scope.ts'
import { ChangeSignal } from '../testing/change-signal.ts'
import { createSigningKey } from './signing-key.ts'
import { TokenKeys } from './token-keys.ts'
import { isWidgetAddress, signWidgetAddress } from './widget-url.ts'

const [ACME, RIVAL] = [randomUUID(), randomUUID()]
const NOW = Date.parse('2026-07-01T12:00:00Z')

/** A root key that hides nothing: what is sealed is not what is tested here. */
const open: RootKeyProvider = {
  keyId: 'open',
  wrap: async (bytes) => bytes,
  unwrap: async (bytes) => Uint8Array.from(bytes),
}

async function keysOf(organizationId: string) {
  const vaultWith = (organizationKeys: Parameters<typeof createVault>[0]['organizationKeys']) =>
    createVault({ deploymentId: 'deployment', rootKeys: [open], organizationKeys })
  const none = vaultWith({ findActive: async () => undefined, find: async () => undefined })
  const key = await none.createOrganizationKey(organizationId, randomUUID())
  const vault = vaultWith({ findActive: async () => key, find: async () => key })
  return { vault, signing: await createSigningKey(vault, { organizationId, id: randomUUID() }) }
}

const { vault, signing } = await keysOf(ACME)
const theirs = await keysOf(RIVAL)
const rows = [signing, theirs.signing]
const keys = new TokenKeys(
  vault,
  {
    signingKeys: {
      list: async ({ organizationId }) => rows.filter((row) => row.organizationId === organizationId),
    },
    changes: new ChangeSignal(),
  },
  () => NOW,
)
const address = {
  workspaceId: randomUUID(),
  allowedOrigin: 'https://app.example',
  expires: NOW / 1000 + 1200,
}
const mac = await signWidgetAddress(keys, scopeOfOrganization(ACME), address)
const check = (changed: Partial<typeof address>, given = mac, now = NOW) =>
  isWidgetAddress(keys, { address: { ...address, ...changed }, mac: given, now })

test('an address is good as it was given out, until its last second', async () => {
  assert.match(mac, /^[A-Za-z0-9_-]{128}$/)
  assert.equal(await check({}), true)
  assert.equal(await check({}, mac, address.expires * 1000 - 1), true)
  assert.equal(await check({}, mac, address.expires * 1000), false)
})

test('an address with another workspace, origin or end is not', async () => {
  assert.equal(await check({ workspaceId: randomUUID() }), false)
  assert.equal(await check({ allowedOrigin: 'https://evil.example' }), false)
  assert.equal(await check({ expires: address.expires + 1 }), false)
  // Parts that run into each other stay apart.
  assert.equal(
    await check({ workspaceId: `${address.workspaceId}\nhttps://app.example`, allowedOrigin: '' }),
    false,
  )
})

test('no character of what authenticates it can be another', async () => {
  const letters = fc.constantFrom(...'ABab01-_=+/ ')
  await fc.assert(
    fc.asyncProperty(fc.nat(127), letters, async (at, letter) => {
      const given = mac.slice(0, at) + letter + mac.slice(at + 1)
      assert.equal(await check({}, given), given === mac)
    }),
    { numRuns: 300 },
  )
})

test('what another organization signed says nothing of ours', async () => {
  const bytes = Buffer.from(mac, 'base64url')
  const others = Buffer.from(`${RIVAL}${theirs.signing.id}`.replaceAll('-', ''), 'hex')
  assert.equal(await check({}, Buffer.concat([others, bytes.subarray(32)]).toString('base64url')), false)
})
