import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { HOST_COMMANDS } from './commands/host-commands.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const MAIN = join(import.meta.dirname, 'main.ts')

function program(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
}

async function ended(...args: string[]) {
  const child = program(args)
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { output, errors, code }
}

test('a command that there is not is named, and nothing else is printed', async () => {
  const { output, errors, code } = await ended('strat')
  assert.deepEqual([output, code], ['', 1])
  assert.equal(errors, 'There is no command "strat". "sallyport --help" lists all of them.\n')
})

for (const word of ['--help', 'help', '-h']) {
  test(`"sallyport ${word}" lists every command`, async () => {
    const { output, code } = await ended(word)
    assert.equal(code, 0)
    for (const name of [...Object.keys(HOST_COMMANDS), 'connectors'])
      assert.match(output, new RegExp(`^  ${name} `, 'm'))
  })
}

test('--help says what a command takes, and does nothing', async () => {
  for (const name of ['start', 'demo', 'mcp']) {
    const { output, errors, code } = await ended(name, '--help')
    assert.deepEqual([code, errors], [0, ''], name)
    assert.match(output, new RegExp(`^Usage: sallyport ${name}`))
  }
  for (const [name, load] of Object.entries(HOST_COMMANDS))
    assert.match((await load()).usage, new RegExp(`^Usage: sallyport ${name}`))
})

test('a demo whose reader has gone leaves nothing behind', async () => {
  const folder = await makeTemporaryFolder()
  try {
    const child = program(['demo'], { TMPDIR: folder.path })
    child.stderr.resume()
    await once(child.stdout, 'data')
    child.stdout.destroy()
    await once(child, 'close')
    assert.deepEqual(await readdir(folder.path), [])
  } finally {
    await folder.remove()
  }
})
