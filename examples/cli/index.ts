// Runs first-call.sh as it is against an engine of its own, with an emulated GitHub behind it.
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
try {
  const secretFile = join(folder, 'secret')
  await writeFile(secretFile, client_secret, { mode: 0o600 })
  const tokenFile = join(folder, 'github.json')
  await writeFile(tokenFile, JSON.stringify({ token: GITHUB_TOKEN }), { mode: 0o600 })
  const script = fileURLToPath(new URL('first-call.sh', import.meta.url))
  const { stdout, stderr } = await promisify(execFile)('bash', [script], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      ...process.env,
      XDG_CONFIG_HOME: folder,
      SALLYPORT_URL: house.engine.url,
      CLIENT_ID: client_id,
      CLIENT_SECRET_FILE: secretFile,
      GITHUB_TOKEN_FILE: tokenFile,
    },
  })
  process.stdout.write(stdout)
  assert.match(stdout, /^Logged in at /m)
  assert.match(stdout, /^code \(.*\) is connected: active\.$/m)
  assert.match(stdout, /"result":\[\{"number":13,"title":"Test issue 13"\}/)
  assert.match(stdout, /^\{"result":\{"title":"Test issue 13"\}/m)
  assert.match(stdout, /^exit code 4$/m)
  assert.match(stderr, /"type":"validation_error"/)
  assert.match(stdout, /^STARTED +CONNECTOR /m)
  assert.ok(!(stdout + stderr).includes(GITHUB_TOKEN) && !(stdout + stderr).includes(client_secret))
} finally {
  await house.close()
  await rm(folder, { recursive: true })
}
