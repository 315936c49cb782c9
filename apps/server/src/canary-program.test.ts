import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { CanaryOutputs } from './testing/canary-outputs.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const SECRET = 'ghp_0canary0of0the0printed0output0000000'

const folder = await makeTemporaryFolder()
const github = await emulate(githubVendor, { credentials: SECRET })
const running = new Set<ChildProcess>()
after(async () => {
  for (const child of running) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await github.close()
  await folder.remove()
})

test('the program prints the secret of its application once, and no other ever', async () => {
  const dataDirectory = join(folder.path, 'data')
  const first = await startProgram()
  const application = JSON.parse(await readFile(join(dataDirectory, 'application.json'), 'utf8'))
  const caller = createCaller(first.url, application)
  const bearer = await caller.scopedToken('acme')
  const id = await caller.connectGithub(bearer, { credentials: { token: SECRET } })
  github.faults.add({ kind: 'echo-authorization' })
  for (let call = 0; call < 2; call++) {
    const params = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }
    await caller.execute(bearer, id, { entity: 'issues', action: 'list', params })
  }
  const shown = await first.stop()
  const again = await (await startProgram()).stop()

  const lines = shown.split('\n').filter((line) => line.includes(application.client_secret))
  assert.deepEqual(lines, [`  client_secret    ${application.client_secret}`])
  assert.deepEqual(found(application.client_secret, again), [])
  assert.match(shown, /"msg":"request"/)
  for (const secret of [SECRET, bearer]) assert.deepEqual(found(secret, shown), [])
})

function found(secret: string, printed: string) {
  const outputs = new CanaryOutputs()
  outputs.add('what was printed', printed)
  return outputs.find(secret)
}

/** Starts the real program; `stop` ends it and gives all that it has printed. */
async function startProgram(): Promise<{ url: string; stop: () => Promise<string> }> {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: {
      SALLYPORT_PORT: '0',
      SALLYPORT_DATA_DIR: join(folder.path, 'data'),
      SALLYPORT_ROOT_KEY: `file:${join(folder.path, 'keys', 'root.key')}`,
      SALLYPORT_LOG_LEVEL: 'trace',
      SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({ 'https://api.github.com': github.url }),
    },
  })
  running.add(child)
  let printed = ''
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        const url = /^Sallyport listens on (\S+)$/m.exec(printed)?.[1]
        if (url !== undefined) resolve(url)
      })
    }
    child.once('exit', () => reject(new Error(`The program ended: ${printed}`)))
  })
  const url = await ready
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
  const stop = async () => {
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    running.delete(child)
    assert.equal(code, 0)
    return printed
  }
  return { url, stop }
}
