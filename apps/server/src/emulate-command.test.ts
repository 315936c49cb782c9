import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { vendors } from './commands/vendors.ts'

const MAIN = join(import.meta.dirname, 'main.ts')

function program(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, 'emulate', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const url = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk)
      const found = /listens on (http:\S+)/.exec(output)?.[1]
      if (found !== undefined && output.includes('Ctrl+C')) resolve(found)
    })
  })
  return { child, url, output: () => output, errors: () => errors }
}

for (const slug of Object.keys(vendors)) {
  test(`${slug} is played until it is told to stop, with its controls`, async () => {
    const { child, url, output } = program(slug, '--token', 'my-token', '--seed', 'a')
    try {
      const origin = await url
      assert.match(output(), /It accepts: my-token/)
      // What an engine is started with, so that none of the vendor's own addresses is called.
      assert.match(output(), /REDIRECT_ORIGINS='\{"https:.*"http:\/\/127/)
      const about = (await (await fetch(`${origin}/__emulator/`)).json()) as Record<string, unknown>
      assert.deepEqual([about.vendor, about.seed], [slug, 'a'])
      await fetch(`${origin}/nothing`, { headers: { authorization: 'Bearer wrong' } })
      const seen = await (await fetch(`${origin}/__emulator/ledger`)).json()
      assert.equal(JSON.stringify(seen).includes('/nothing'), true)
    } finally {
      child.kill('SIGTERM')
    }
    assert.deepEqual(await once(child, 'exit'), [0, null])
  })
}

const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /Name one vendor/],
  [['github', 'stripe'], /Name one vendor/],
  [['gitlab'], /no vendor "gitlab".*Vendors: github/s],
  [['github', '--port', 'http'], /--port is a whole number/],
  [['github', '--port', '70000'], /--port is a whole number/],
  [['github', '--prot', '1'], /--prot/],
]

for (const [args, message] of WRONG) {
  test(`"emulate ${args.join(' ')}" ends with 2 and says why`, async () => {
    const { child, errors } = program(...args)
    const [code] = await once(child, 'close')
    assert.equal(code, 2)
    assert.match(errors(), message)
  })
}
