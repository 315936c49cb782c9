import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Job } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import { type RefreshJobOptions, refreshJob } from './refresh-job.ts'

const scope = scopeOfOrganization('acme')
const asked = { subjectId: 'connector', attempt: 1, last: false }

/** A job over rows that are there or not; whatever else it would touch is missing, and fails it. */
async function run(rows: { readonly connector?: object; readonly workspace?: object }) {
  const added: Job[] = []
  const options = {
    connectors: { find: async () => rows.connector },
    workspaces: { find: async () => rows.workspace },
    jobs: { add: async (_: unknown, job: Job) => void added.push(job) },
    now: () => 0,
  } as unknown as RefreshJobOptions
  await refreshJob(options)(scope, asked)
  return added
}

const connector = { id: 'connector', workspaceId: 'workspace' }

test('a credential of a workspace that is inactive is not renewed, and looked at again in an hour', async () => {
  assert.deepEqual(await run({ connector, workspace: { status: 'inactive' } }), [
    { task: 'refresh_credential', subjectId: 'connector', runAt: new Date(3_600_000), once: true },
  ])
})

test('of a connector or a workspace that is gone nothing is left to do', async () => {
  assert.deepEqual(await run({}), [])
  assert.deepEqual(await run({ connector }), [])
})

test('that of an active one is attended to', async () => {
  await assert.rejects(run({ connector, workspace: { status: 'active' } }), TypeError)
})
