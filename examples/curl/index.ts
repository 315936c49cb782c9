// Runs first-call.sh as it is against an engine of its own, with an emulated GitHub behind it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'

const script = fileURLToPath(new URL('first-call.sh', import.meta.url))
const test = await engineUnderTest()
try {
  const { stdout } = await promisify(execFile)('bash', [script], {
    env: {
      ...process.env,
      SALLYPORT: test.engine.url,
      APPLICATION: `${test.config.dataDirectory}/application.json`,
      GITHUB_TOKEN,
    },
  })
  process.stdout.write(`${stdout}\n`)
  assert.match(stdout, /"workspace_name":"acme"/)
  assert.match(stdout, /"result":\[\{"number":13,"title":"Test issue 13"\}/)
  assert.match(stdout, /"has_next_page":true/)
  assert.ok(!stdout.includes(GITHUB_TOKEN), 'the credential never comes back')
} finally {
  await test.close()
}
