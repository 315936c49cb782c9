import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { runCommandLine } from './testing/command-line.ts'
import { compiled } from './testing/compiled.ts'
import { EndUserBrowser } from './testing/end-user-browser.ts'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

/** What commands ask a person at a terminal, and do not ask anybody else. */
const folder = await makeTemporaryFolder()
const under = await engineUnderTest()
after(async () => {
  await under.close()
  await folder.remove()
})
const { client_id, client_secret } = under.application
const environment = { XDG_CONFIG_HOME: folder.path, SALLYPORT_URL: under.engine.url }
const loginPath = join(folder.path, 'sallyport', 'login.json')
const ENTER = '\r'

type Keys = readonly (readonly [RegExp, string])[]
const typed = (keys: Keys, ...args: string[]) => runCommandLine(args, { environment, keys })

test('a login asks for what was not said, and never shows the secret', async () => {
  const { code, output, errors } = await typed(
    [
      [/Address of the engine/, ENTER],
      [/Client id/, client_id + ENTER],
      [/Client secret/, client_secret + ENTER],
    ],
    'login',
  )
  assert.equal(code, 0, errors)
  assert.match(output, /^Logged in at http:.* for .*\.$/m)
  assert.ok(!(output + errors).includes(client_secret))
  assert.equal(JSON.parse(await readFile(loginPath, 'utf8')).client_secret, client_secret)
})

test('an account is connected by questions that the definition asks', async () => {
  const { code, output, errors } = await typed(
    [
      [/How is the account connected/, ENTER],
      [/token/i, GITHUB_TOKEN + ENTER],
      [/\(may be empty\)/, ENTER],
    ],
    ...['connectors', 'create', 'github', '--workspace', 'acme', '--name', 'asked'],
  )
  assert.equal(code, 0, errors)
  assert.match(output, /^asked \(.*\) is connected: active\.$/m)
  assert.ok(!(output + errors).includes(GITHUB_TOKEN))
})

test('a connector is deleted only by a yes', async () => {
  const remove = ['connectors', 'delete', 'asked', '--workspace', 'acme']
  const no = await typed([[/Delete asked/, ENTER]], ...remove)
  assert.deepEqual([no.code, /Nothing was deleted/.test(no.errors)], [4, true], no.errors)
  const left = await typed([[/Delete asked/, '\u0003']], ...remove)
  assert.deepEqual([left.code, /left unanswered/.test(left.errors)], [4, true], left.errors)
  const yes = await typed([[/Delete asked/, 'y']], ...remove)
  assert.equal(yes.code, 0, yes.errors)
})

test('the owner of an account connects it on a page', async () => {
  const create = ['connectors', 'create', 'github', '--workspace', 'acme', '--connect-page', '--json']
  const begun = await runCommandLine(create, { environment })
  const { connect_url: url, status } = JSON.parse(begun.output)
  assert.deepEqual([begun.code, status], [0, 'pending'])
  const user = new EndUserBrowser(under.engine.url)
  await user.get(url)
  await user.submit(url, { way: 'token', 'field.token': GITHUB_TOKEN })
  const { output } = await runCommandLine(['connectors', 'list', '--workspace', 'acme', '--json'], {
    environment,
  })
  assert.equal(JSON.parse(output).data.length, 1)
})

test('whoever waits for the page is told its address first, and then what came of it', async () => {
  const create = ['connectors', 'create', 'github', '--workspace', 'waiting', '--connect-page', '--wait']
  for (const [more, addressIn] of [
    [[], (said: string) => /^Open (\S+) to connect/.exec(said)?.[1]],
    [['--json'], (said: string) => JSON.parse(said).connect_url],
  ] as const) {
    const user = new EndUserBrowser(under.engine.url)
    const seen = async (said: string) => {
      const url = String(addressIn(said))
      await user.get(url)
      await user.submit(url, { way: 'token', 'field.token': GITHUB_TOKEN })
    }
    const { code, output, errors } = await runCommandLine([...create, ...more], { environment, seen })
    assert.equal(code, 0, errors)
    if (more.length === 0) assert.match(output, /^The account is connected: connector [0-9a-f-]{36}\.$/m)
    else assert.equal(JSON.parse(output).status, 'completed')
    assert.ok(!(output + errors).includes(GITHUB_TOKEN))
  }
})

test('a terminal that goes away leaves nothing half done', async () => {
  const { code, errors } = await typed([], 'login', '--client-id', client_id)
  assert.deepEqual([code, /left unanswered/.test(errors)], [4, true], errors)
})

test('without a terminal nothing is asked', async () => {
  for (const [args, said] of [
    [['login'], /no terminal/],
    [['connectors', 'create', 'github', '--workspace', 'acme'], /no terminal/],
    [['connectors', 'delete', 'github', '--workspace', 'acme'], /no terminal/],
  ] as const) {
    const { code, errors } = await runCommandLine(args, { environment })
    assert.deepEqual([code, said.test(errors)], [4, true], errors)
  }
})

const PTY = '/usr/bin/script'

test('at a real terminal the secret that is typed is not shown', {
  skip: process.platform !== 'linux' || !existsSync(PTY),
}, async () => {
  await rm(loginPath)
  const main = join(import.meta.dirname, 'main.ts')
  // A terminal of no size shows nothing in one line.
  const command = `stty rows 40 cols 100; '${process.execPath}' '${main}' login --url ${under.engine.url} --client-id ${client_id}`
  const child = spawn(PTY, ['-qec', command, '/dev/null'], {
    env: { ...compiled, ...environment, PATH: process.env.PATH, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let shown = ''
  child.stdout.on('data', (piece: Buffer) => {
    const before = /Client secret/.test(shown)
    shown += piece
    if (!before && /Client secret/.test(shown)) setTimeout(() => child.stdin.write(`${client_secret}\r`), 100)
  })
  await once(child, 'close')
  assert.equal(child.exitCode, 0, shown)
  assert.match(shown, /Logged in at/)
  assert.ok(!shown.includes(client_secret))
  assert.equal(JSON.parse(await readFile(loginPath, 'utf8')).client_secret, client_secret)
})
