import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { compiled } from '../testing/compiled.ts'

/** The program itself. Where nobody reads, its standard output is closed at once. */
async function run(args: readonly string[], { read = true } = {}) {
  const main = join(import.meta.dirname, '../main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { ...compiled, XDG_CONFIG_HOME: '/nowhere', SALLYPORT_DATA_DIR: '/nowhere' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (!read) child.stdout.destroy()
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { code, errors }
}

test('what a failure says does nothing to a terminal, from whatever command it comes', async () => {
  for (const args of [
    ['mcp', '--application', '/nowhere/\u001b[2J\u009b31m\u202e'],
    ['mcp', '--\u001b[2J'],
    ['revoke', '--\u001b[2J'],
    ['usage', '--\u001b[2J'],
    ['organizations', '--\u001b[2J'],
  ]) {
    const { code, errors } = await run(args)
    assert.notEqual(code, 0)
    assert.match(errors, /\ufffd\[2J/, args[0])
    assert.doesNotMatch(errors, /(?!\n)[\p{Cc}\p{Cf}]/u, JSON.stringify(errors))
  }
})

test('a program that stops reading ends a command without a word', async () => {
  assert.deepEqual(await run(['schema'], { read: false }), { code: 141, errors: '' })
})
