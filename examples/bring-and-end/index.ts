// Imports credentials that a company already holds, by import.sh, and ends them by revoke.sh; the third party is an
// emulated GitHub.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'

const folder = await mkdtemp(join(tmpdir(), 'sallyport-example-'))
const house = await engineUnderTest()
const { client_id, client_secret } = house.application

async function run(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', [fileURLToPath(new URL(script, import.meta.url))], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      ...process.env,
      SALLYPORT_URL: house.engine.url,
      SALLYPORT_CLIENT_ID: client_id,
      SALLYPORT_CLIENT_SECRET: client_secret,
      ...env,
    },
  })
  process.stdout.write(stdout)
  return stdout
}

try {
  const customers = join(folder, 'customers.ndjson')
  const lines = ['acme', 'globex'].map((workspace_name) =>
    JSON.stringify({ workspace_name, connector_type: 'github', credentials: { token: GITHUB_TOKEN } }),
  )
  await writeFile(customers, lines.join('\n'))
  const [dry, imported, again] = (await run('import.sh', { CUSTOMERS: customers }))
    .split('\n')
    .filter(Boolean)
  assert.match(String(dry), /^2 valid/)
  assert.match(String(imported), /^2 created/)
  assert.match(String(again), /^2 skipped/)

  const scoped = await house.scopedToken('acme')
  const info = await house.call('GET', '/api/v1/account/applications/scoped-token/info', { bearer: scoped })
  const before = new Date(Date.now() + 60_000).toISOString()
  const ended = await run('revoke.sh', { BEFORE: before, WORKSPACE_ID: info.body.workspace_id })
  assert.match(ended, /2 unsupported/)
  const left = await house.call('GET', '/api/v1/integrations/connectors?workspace_name=globex', {
    bearer: await house.applicationToken(),
  })
  assert.deepEqual(left.body.data, [])
} finally {
  await house.close()
  await rm(folder, { recursive: true })
}
