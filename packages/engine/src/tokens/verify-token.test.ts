import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { CAPABILITIES, type TokenKind } from '@sallyport/contract'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import { SignJWT } from 'jose'
import type { SigningKey } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import { ChangeSignal } from '../testing/change-signal.ts'
import type { TokenClaims, WidgetBounds } from './claims.ts'
import { issueToken } from './issue-token.ts'
import { createSigningKey, openSigningKey } from './signing-key.ts'
import { TokenKeys } from './token-keys.ts'
import { verifyToken } from './verify-token.ts'

const ACME = '01900000-0000-7000-8000-00000000000a'
const RIVAL = '01900000-0000-7000-8000-00000000000b'
const KEY = '01900000-0000-7000-8000-0000000000c1'
const ISSUER = 'sallyport:deployment'
const NOW = Date.parse('2026-07-01T12:00:00Z')
const parties = {
  organizationId: ACME,
  homeId: ACME,
  boundTo: ACME,
  applicationId: 'application',
  secretVersion: 3,
  workspaceId: 'workspace',
  widget: undefined,
}
const WIDGET: WidgetBounds = {
  allowedOrigin: 'https://app.example:8443',
  sourceTags: { tags: ['crm', 'größe'], mode: 'all' },
  connectionTags: { tags: [], mode: 'any' },
}

/** A root key that hides nothing: what is sealed is not what is tested here. */
const open: RootKeyProvider = {
  keyId: 'open',
  wrap: async (bytes) => bytes,
  unwrap: async (bytes) => Uint8Array.from(bytes),
}
const made = createVault({
  deploymentId: 'deployment',
  rootKeys: [open],
  organizationKeys: { findActive: async () => undefined, find: async () => undefined },
})
const organizationKey = await made.createOrganizationKey(ACME, KEY)
const vault = createVault({
  deploymentId: 'deployment',
  rootKeys: [open],
  organizationKeys: { findActive: async () => organizationKey, find: async () => organizationKey },
})

let stored: SigningKey[]
let keys: TokenKeys
let now = NOW

before(async () => {
  stored = [await createSigningKey(vault, { organizationId: ACME, id: 'first' })]
})

beforeEach(() => {
  now = NOW
  const list = async ({ organizationId }: { organizationId: string }) =>
    stored.filter((key) => key.organizationId === organizationId)
  keys = new TokenKeys(vault, { signingKeys: { list }, changes: new ChangeSignal() }, () => now)
})

const verify = (token: string, ignoreExpiry = false) =>
  verifyToken({ keys, issuer: ISSUER, now: () => now, ignoreExpiry }, token)
const issue = (kind: TokenKind, more: Partial<TokenClaims> = {}) =>
  issueToken(
    { keys, issuer: ISSUER, now: () => now, newId: () => 'token id' },
    {
      ...parties,
      capabilities: CAPABILITIES,
      kind,
      workspaceId: kind === 'application' ? undefined : parties.workspaceId,
      widget: kind === 'widget' ? WIDGET : undefined,
      ...more,
    },
  )

test('an application token says who logged in, and until when', async () => {
  const expiresAt = NOW + 15 * 60_000
  const claims = { ...parties, kind: 'application', keyId: 'first', expiresAt }
  const expected = { ...claims, capabilities: CAPABILITIES, workspaceId: undefined }
  assert.deepEqual(await verify(await issue('application')), expected)
})

test('a scoped token says also which workspace it is bound to', async () => {
  const expiresAt = NOW + 20 * 60_000
  const expected = { kind: 'scoped', ...parties, capabilities: CAPABILITIES, keyId: 'first', expiresAt }
  assert.deepEqual(await verify(await issue('scoped')), expected)
})

test('a widget token says also what its page is held to', async () => {
  const { widget, workspaceId, kind } = await verify(await issue('widget'))
  assert.deepEqual([kind, workspaceId, widget], ['widget', 'workspace', WIDGET])
})

test('an application token is bound to the organization that it was made for, to its own, or to none', async () => {
  for (const boundTo of [ACME, RIVAL, undefined]) {
    assert.equal((await verify(await issue('application', { boundTo }))).boundTo, boundTo)
  }
  assert.equal((await verify(await sign({}, {}))).boundTo, ACME)
})

test('a token of a workspace names the organization of its application, where that is another', async () => {
  for (const kind of ['scoped', 'widget'] as const) {
    const { organizationId, homeId, boundTo } = await verify(await issue(kind, { homeId: RIVAL }))
    assert.deepEqual([organizationId, homeId, boundTo], [ACME, RIVAL, ACME])
  }
})

test('a token of a version that knew one secret came by the first', async () => {
  assert.deepEqual([(await verify(await sign({}, {}))).secretVersion], [1])
  assert.equal((await verify(await issue('scoped'))).secretVersion, 3)
})

test('a token of a version that knew no capabilities has all, and one that lists others has what is known', async () => {
  assert.deepEqual((await verify(await sign({}, {}))).capabilities, CAPABILITIES)
  const odd = await sign({}, { cap: ['fly', 'money', 'read', 7] })
  assert.deepEqual((await verify(odd)).capabilities, ['read', 'money'])
  assert.deepEqual((await verify(await sign({}, { cap: 'read' }))).capabilities, [])
})

test('a token ends with its last second, and goes on identifying for whoever asks only that', async () => {
  const token = await issue('scoped')
  now = NOW + 20 * 60_000 - 1000
  assert.equal((await verify(token)).kind, 'scoped')
  now = NOW + 20 * 60_000
  await assert.rejects(verify(token), { code: 'token_expired' })
  assert.equal((await verify(token, true)).workspaceId, 'workspace')
})

const WIDGET_TYPE = { typ: 'sallyport-widget+jwt' }
/** What our own key signs and an engine must refuse all the same: none of these passes for another. */
const MISMATCHES: readonly (readonly [what: string, header: object, claims: object])[] = [
  ['the type of one kind with the audience of the other', { typ: 'sallyport-scoped+jwt' }, {}],
  ['the type of a widget with the audience of the other', { typ: 'sallyport-widget+jwt' }, {}],
  ['the audience of a widget with the type of the other', {}, { aud: 'sallyport:widget' }],
  ['type and audience of a widget and no page', WIDGET_TYPE, { aud: 'sallyport:widget', act: { sub: 'x' } }],
  ['an organization to be bound to that is none', {}, { for: 'acme' }],
  ['the audience of one kind with the type of the other', {}, { aud: 'sallyport:scoped' }],
  ['no audience', {}, { aud: undefined }],
  ['a type of nobody', { typ: 'JWT' }, {}],
  ['another issuer', {}, { iss: 'sallyport:another' }],
  ['no issuer', {}, { iss: undefined }],
  ['no subject', {}, { sub: undefined }],
  ['no end', {}, { exp: undefined }],
  ['an end that is no number', {}, { exp: 'never' }],
  ['a time that has not come', {}, { nbf: NOW / 1000 + 60 }],
  ['an organization that has no keys', {}, { org: RIVAL }],
  ['an organization that is no id', {}, { org: `${ACME} ` }],
  ['no organization', {}, { org: undefined }],
  ['a key that is not there', { kid: 'second' }, {}],
  ['a critical extension that nobody knows', { crit: ['example'], example: 1 }, {}],
]

for (const [what, header, claims] of MISMATCHES) {
  test(`a token of our own key with ${what} is not ours`, async () => {
    await assert.rejects(verify(await sign(header, claims)), { code: 'unauthenticated' })
  })
}

test('the same token without a mismatch is ours', async () => {
  assert.equal((await verify(await sign({}, {}))).applicationId, 'application')
})

test('the newest key signs, and those before it still verify', async () => {
  const old = await issue('scoped')
  stored = [await createSigningKey(vault, { organizationId: ACME, id: 'newer' }), ...stored]
  keys = new TokenKeys(
    vault,
    { signingKeys: { list: async () => stored }, changes: new ChangeSignal() },
    () => now,
  )
  const header = JSON.parse(Buffer.from((await issue('scoped')).split('.')[0] ?? '', 'base64url').toString())
  assert.deepEqual(header, { alg: 'EdDSA', kid: 'newer', typ: 'sallyport-scoped+jwt' })
  assert.equal((await verify(old)).kind, 'scoped')
})

const signerOf = async () =>
  JSON.parse(Buffer.from((await issue('scoped')).split('.')[0] ?? '', 'base64url').toString()).kid
const rotateTo = async (first: Partial<SigningKey>, next: Partial<SigningKey>) => {
  const key = await createSigningKey(vault, { organizationId: ACME, id: 'next' })
  const list = async () => [{ ...key, ...next }, ...stored.slice(-1).map((old) => ({ ...old, ...first }))]
  keys = new TokenKeys(vault, { signingKeys: { list }, changes: new ChangeSignal() }, () => now)
}

test('a key that is new verifies at once, and signs when every replica has had the time to hear of it', async () => {
  await rotateTo(
    { createdAt: new Date(0), retiredAt: new Date(NOW + 1_300_000) },
    { createdAt: new Date(NOW) },
  )
  assert.equal(await keys.verifies(scopeOfOrganization(ACME), 'next'), true)
  assert.equal(await signerOf(), 'first')
  now = NOW + 10_000
  assert.equal(await signerOf(), 'next')
})

test('a key whose time is over signs and verifies no more, and the one that follows signs at once', async () => {
  await rotateTo({ createdAt: new Date(0) }, { createdAt: new Date(NOW) })
  const old = await issue('scoped')
  await rotateTo({ createdAt: new Date(0), retiredAt: new Date(NOW + 1000) }, { createdAt: new Date(NOW) })
  assert.equal((await verify(old)).keyId, 'first')
  now = NOW + 1000
  await assert.rejects(verify(old), { code: 'unauthenticated' })
  assert.equal(await keys.verifies(scopeOfOrganization(ACME), 'first'), false)
  assert.equal(await signerOf(), 'next')
})

test('an organization without keys issues nothing', async () => {
  const nobody = issueToken(
    { keys, issuer: ISSUER, now: () => now, newId: () => 'id' },
    { ...parties, capabilities: [], organizationId: RIVAL, kind: 'scoped' },
  )
  await assert.rejects(nobody, { code: 'internal' })
})

/** A sound application token but for these members, signed with the real key. */
async function sign(header: object, claims: object): Promise<string> {
  const key = stored.find(({ id }) => id === 'first') ?? assert.fail('the first key is stored')
  const body = {
    iss: ISSUER,
    aud: 'sallyport:application',
    sub: 'application',
    org: ACME,
    iat: NOW / 1000,
    exp: NOW / 1000 + 900,
    ...claims,
  }
  return new SignJWT(JSON.parse(JSON.stringify(body)))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'first', typ: 'sallyport-application+jwt', ...header })
    .sign(await openSigningKey(vault, key), { crit: { example: true } })
}
