import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { anywhereServer, bundled, EXPECTED } from 'sallyport/testing'

/** The same program that the tests of the SDK run in a bare realm, as an ES module, over real sockets. */
const PROGRAM = `
  import { anywhere } from './testing/anywhere.ts'
  const [url] = globalThis.Deno?.args ?? process.argv.slice(2)
  console.log(JSON.stringify(await anywhere({ url })))
`

const RUNTIMES = [
  { name: 'Node.js', command: process.execPath, args: [] },
  { name: 'Bun', command: binary('bun'), args: ['run'] },
  // Nothing is open to the program but loopback: no files, no environment.
  {
    name: 'Deno',
    command: binary('deno'),
    args: ['run', '--no-config', '--no-prompt', '--allow-net=127.0.0.1'],
  },
]

let folder: string
let program: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-runtimes-'))
  program = join(folder, 'program.mjs')
  await writeFile(program, await bundled(PROGRAM))
})
after(() => rm(folder, { recursive: true, force: true }))

for (const { name, command, args } of RUNTIMES) {
  test(`the SDK does what a program does through an engine, in ${name}`, async () => {
    await using engine = await anywhereServer()
    const { stdout } = await promisify(execFile)(command, [...args, program, engine.url], {
      cwd: folder,
      env: { HOME: folder, DENO_DIR: folder, DENO_NO_UPDATE_CHECK: '1', DO_NOT_TRACK: '1' },
      timeout: 60_000,
    })
    assert.deepEqual(JSON.parse(stdout), EXPECTED)
  })
}

function binary(name: string): string {
  return fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url))
}
