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
