import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { runCommandLine } from './testing/command-line.ts'
import { compiled } from './testing/compiled.ts'
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

/** No login of whoever runs the tests is to be found. */
const environment = { XDG_CONFIG_HOME: folder.path }

async function sallyport(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const ran = await runCommandLine(['connectors', ...args], { environment: { ...environment, ...settings } })
  assert.ok(!(ran.output + ran.errors).includes(client_secret))
  return ran
}

/** The same as a program of its own. */
async function spawned(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, 'connectors', ...args], {
    env: { ...compiled, ...environment, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
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
  assert.deepEqual(await spawned(['push', file, ...at]), {
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
  const { output } = await sallyport(['definitions'], { ...settings, SALLYPORT_DATA_DIR: '/nowhere' })
  assert.match(output, new RegExp(`^${WEATHER_ID} +1 +Weather$`, 'm'))
  assert.match(output, / +- +GitHub$/m)
})

test('a definition is verified without being stored', async () => {
  const file = await fileOf(
    weatherJson((definition) => {
      definition.title = 'Weather of tomorrow'
    }),
  )
  const changed = await sallyport(['verify', file, ...at, '--json'])
  const { detail } = JSON.parse(changed.errors)
  assert.deepEqual([changed.code, detail.code], [1, 'approval_required'])
  const approved = await sallyport(['verify', file, ...at, '--approve', detail.problems[0].details.hash])
  assert.match(
    approved.output,
    new RegExp(`^Weather of tomorrow \\(${WEATHER_ID}\\) fits: it would be version 2\\.$`, 'm'),
  )
  assert.match(
    (await sallyport(['definitions', ...at])).output,
    new RegExp(`^${WEATHER_ID} +1 +Weather$`, 'm'),
  )
  const wrong = await sallyport(['verify', await fileOf({ ...weatherJson(), about: '' }), ...at])
  assert.equal(wrong.code, 4)
  assert.match(wrong.errors, /^ {2}about: .*characters/m)
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
  assert.equal((await sallyport(['remove', WEATHER_ID, ...at])).code, 3)
})

test('what is wrong with a definition is listed', async () => {
  const file = await fileOf({ ...weatherJson(), about: '', script: 'x' })
  const { code, errors } = await sallyport(['push', file, ...at])
  assert.equal(code, 4)
  assert.match(errors, /^ {2}about: .*characters/m)
  assert.match(errors, /^ {2}script: There is no such word/m)
})

for (const [args, code, said] of [
  [['push'], 4, /needs a file/],
  [['pull', 'x'], 1, /no command "connectors pull"/],
  [['definitions', '--secret', 'x'], 4, /Unknown option/],
  [['definitions', '--approve', 'x'], 4, /Unknown option/],
  [['push', '/nowhere.json', ...at], 4, /cannot be read/],
  [['definitions', '--url', 'http://engine.example'], 1, /https/],
  [['definitions', '--url', under.engine.url], 1, /application file/],
  [['definitions', '--url', 'http://127.0.0.1:1', '--application', application], 1, /cannot be reached/],
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
  assert.deepEqual([code, errors], [4, `${file} is no JSON.\n`])
})
