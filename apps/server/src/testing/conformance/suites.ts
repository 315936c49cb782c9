import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const FOLDER = join(import.meta.dirname, '../../../../../conformance')
const MODULES = join(FOLDER, 'node_modules')

/** One run of an official suite. */
export interface Suite {
  readonly name: string
  readonly program: 'v1' | 'v2'
  readonly url: string
  readonly options: readonly string[]
  /** File of the failures that are expected, with their reasons. */
  readonly expected: string
}

const PROGRAMS = {
  v1: join(MODULES, '@modelcontextprotocol/conformance/dist/index.js'),
  v2: join(MODULES, 'conformance-2026/dist/index.js'),
} as const

/** Installs what the folder pins: it is not part of the usual installation. */
export async function installSuites(): Promise<void> {
  const options = ['--frozen-lockfile', '--ignore-scripts', '--silent']
  const code = await run('npx', ['--yes', 'pnpm@12.21.0', 'install', ...options])
  if (code !== 0) throw new Error('the suites could not be installed')
}

/** Runs a suite: it passes where just the expected scenarios fail. */
export async function runSuite({ name, program, url, options, expected }: Suite): Promise<boolean> {
  const given = ['server', '--url', url, '--expected-failures', join(FOLDER, expected), ...options]
  const code = await run(process.execPath, [PROGRAMS[program], ...given])
  process.stdout.write(`${name}: ${code === 0 ? 'as expected' : 'NOT as expected'}\n`)
  return code === 0
}

/** Lists and calls tools with the inspector, as a script would. */
export async function inspect(url: string, token: string): Promise<boolean> {
  const inspector = join(MODULES, '.bin/inspector')
  const to = ['--cli', url, '--transport', 'http', '--header', `Authorization: Bearer ${token}`]
  const listed = await said(inspector, [...to, '--method', 'tools/list'])
  const call = ['--method', 'tools/call', '--tool-name', 'current_datetime']
  const called = await said(inspector, [...to, ...call])
  const works = /"name": *"execute"/.test(listed) && /\\"utc\\":/.test(called)
  process.stdout.write(`inspector: ${works ? 'lists and calls' : `FAILED\n${listed}\n${called}`}\n`)
  return works
}

/** What a program writes. */
async function said(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { cwd: FOLDER, stdio: ['ignore', 'pipe', 'inherit'] })
  return text(child.stdout)
}

function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: FOLDER, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
}
