import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { engineUnderTest } from './testing/index.ts'
import { WEATHER_ID, weatherJson } from './testing/uploads.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const folder = await makeTemporaryFolder()
const under = await engineUnderTest()
after(async () => {
  await under.close()
  await folder.remove()
})
const { client_id, client_secret } = under.application
const application = join(under.config.dataDirectory, 'application.json')

async function sallyport(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env.PATH, ...settings }
  const child = spawn(process.execPath, [MAIN, 'connectors', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  assert.ok(!(output + errors).includes(client_secret))
  return { code: child.exitCode, output, errors }
}

async function fileOf(definition: unknown): Promise<string> {
  const path = join(folder.path, 'weather.json')
  await writeFile(path, typeof definition === 'string' ? definition : JSON.stringify(definition))
  return path
}

const at = ['--url', under.engine.url, '--application', application]

test('a definition is pushed, listed and removed from a terminal', async () => {
  const file = await fileOf(weatherJson())
  assert.deepEqual(await sallyport(['push', file, ...at]), {
    code: 0,
    output: `Weather (${WEATHER_ID}) is now version 1.\n`,
    errors: '',
  })
  const settings = {
    SALLYPORT_URL: under.engine.url,
    SALLYPORT_CLIENT_ID: client_id,
    SALLYPORT_CLIENT_SECRET: client_secret,
  }
  assert.match((await sallyport(['push', file], settings)).output, /already version 1/)
  const { output } = await sallyport(['list'], { ...settings, SALLYPORT_DATA_DIR: '/nowhere' })
  assert.match(output, new RegExp(`^${WEATHER_ID} {2}version 1 {2}Weather$`, 'm'))
  assert.match(output, / {2}engine {2}GitHub$/m)
})

test('changed texts are shown with what approves them, and pushed with it', async () => {
  const file = await fileOf(
    weatherJson((definition) => {
      definition.about = 'Other words.'
    }),
  )
  const refused = await sallyport(['push', file, ...at])
  assert.equal(refused.code, 1)
  assert.match(
    refused.errors,
    /The text at about is changed\.\n {4}- Reports of weather stations\.\n {4}\+ Other words\./,
  )
  const hash = /"approve": "([0-9a-f]{64})"/.exec(refused.errors)?.[1] ?? assert.fail()
  assert.match((await sallyport(['push', file, '--approve', hash, ...at])).output, /now version 2/)
  assert.equal((await sallyport(['remove', WEATHER_ID, ...at])).code, 0)
  assert.equal((await sallyport(['remove', WEATHER_ID, ...at])).code, 1)
})

test('what is wrong with a definition is listed', async () => {
  const file = await fileOf({ ...weatherJson(), about: '', script: 'x' })
  const { code, errors } = await sallyport(['push', file, ...at])
  assert.equal(code, 1)
  assert.match(errors, /^ {2}about: .*characters/m)
  assert.match(errors, /^ {2}script: There is no such word/m)
})

for (const [args, code, said] of [
  [[], 2, /Usage/],
  [['push'], 2, /a file/],
  [['pull', 'x'], 2, /nothing like/],
  [['list', '--secret', 'x'], 2, /Unknown option/],
  [['list', '--approve', 'x'], 2, /goes with push/],
  [['push', '/nowhere.json', ...at], 1, /cannot be read/],
  [['list', '--url', 'http://engine.example'], 1, /https/],
  [['list', '--url', under.engine.url], 1, /application file/],
  [['list', '--url', 'http://127.0.0.1:1', '--application', application], 1, /no engine/],
] as const) {
  test(`connectors ${args.slice(0, 2).join(' ')} is told what is wrong: ${said.source}`, async () => {
    const reply = await sallyport(args, { SALLYPORT_DATA_DIR: folder.path })
    assert.equal(reply.code, code, reply.errors)
    assert.match(reply.errors, said)
  })
}

test('a file that is no JSON, or brings its own approval, is refused', async () => {
  const file = await fileOf(`${JSON.stringify(weatherJson())}, "approve": "x"`)
  const { code, errors } = await sallyport(['push', file, ...at])
  assert.deepEqual([code, errors], [1, `${file} is no JSON.\n`])
})
