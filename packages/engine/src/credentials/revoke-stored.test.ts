import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { Revocation, RevocationStore } from '../revocations/revocation-store.ts'
import { scopeOfOrganization } from '../scope.ts'
import { type RevokeStoredOptions, revokeStored } from './revoke-stored.ts'

const scope = scopeOfOrganization(randomUUID())
const revocation = {
  ...{ id: 'revocation', jobId: 'job', connectorId: 'connector', workspaceId: 'workspace' },
  ...{ organizationId: scope.organizationId, definitionId: 'definition', definitionVersion: null },
  ...{ name: 'x', accountId: null, version: 1, sealed: Buffer.from('sealed'), receipts: [] },
  ...{ spare: null, spareVersion: null, heldUntil: null },
  ...{ attempts: 0, finishedAt: null },
} satisfies Revocation

/** The job, where the keys of the organization are gone for good. */
function whereNothingOpens() {
  const recorded: Parameters<RevocationStore['record']>[1][] = []
  const options = {
    revocations: {
      find: async () => revocation,
      record: async (_: unknown, record: (typeof recorded)[number]) => void recorded.push(record),
    },
    catalogues: { of: async () => ({ ofConnector: () => ({ definition: {} }) }) },
    vault: {
      open: async () => {
        throw new SallyportError('vault_unavailable', 'The keys of the organization were shredded.')
      },
    },
    now: Date.now,
    newId: randomUUID,
  } as unknown as RevokeStoredOptions
  return { recorded, run: revokeStored(options) }
}

test('a credential that does not open now is tried again, and given up with a receipt when nobody tries any more', async () => {
  const { recorded, run } = whereNothingOpens()
  const job = { subjectId: revocation.id, attempt: 1 }
  await assert.rejects(run(scope, { ...job, last: false }), { code: 'vault_unavailable' })
  assert.deepEqual(recorded, [])
  await run(scope, { ...job, attempt: 25, last: true })
  assert.deepEqual(recorded, [
    {
      id: revocation.id,
      jobId: revocation.jobId,
      receipts: [{ token: 'credential', status: 'failed', cause: 'vault_unavailable' }],
      finished: true,
    },
  ])
})

test('the tokens of a spare are ended as well, with receipts of their own, and only what is left is tried again', async () => {
  const origin = 'https://accounts.example'
  const mechanism = {
    ...{ scheme: 'oauth2', field: 'access_token', grants: ['refresh_token'], token: `${origin}/token` },
    revoke: { url: `${origin}/revoke`, tokens: ['refresh_token'] },
  }
  const credentialOf = (refresh_token: string) => ({
    ...{ alternative: 'oauth', fields: { refresh_token }, origins: [origin] },
  })
  const before = [{ token: 'refresh_token', status: 'revoked' }] as const
  const asked: (string | null)[] = []
  const kept: unknown[] = []
  const of = (receipts: Revocation['receipts']) =>
    revokeStored({
      revocations: {
        find: async () => ({ ...revocation, receipts, spare: Buffer.from('spare'), spareVersion: 2 }),
        sharing: async () => 0,
        record: async (_: unknown, record: { receipts: unknown }) => void kept.push(record.receipts),
      },
      catalogues: {
        of: async () => ({ ofConnector: () => ({ definition: { auth: { oauth: { mechanism } } } }) }),
      },
      vault: {
        open: async ({ purpose, version }: { purpose: string; version: number }) =>
          Buffer.from(JSON.stringify(credentialOf(`of ${purpose} ${version}`))),
      },
      sender: {
        send: async ({ body, url }: { body: string; url: URL }) => {
          asked.push(new URLSearchParams(body).get('token'))
          return { status: 200, headers: {}, body: Buffer.from(''), url }
        },
      },
      now: Date.now,
      newId: randomUUID,
    } as unknown as RevokeStoredOptions)
  const job = { subjectId: revocation.id, attempt: 1, last: false }
  await of([])(scope, job)
  assert.deepEqual(asked, ['of credential 1', 'of spare-credential 2'])
  const both = [...before, { ...before[0], spare: true }]
  assert.deepEqual(kept.pop(), both)
  await of(before)(scope, job)
  assert.deepEqual([asked.slice(2), kept.pop()], [['of spare-credential 2'], both])
})
