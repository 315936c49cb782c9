#!/usr/bin/env node
import { SallyportError } from '@sallyport/errors'
import { adopt } from './commands/adopt.ts'
import { applications } from './commands/applications.ts'
import { backup } from './commands/backup.ts'
import type { Command } from './commands/command.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { emulate } from './commands/emulate.ts'
import { keys } from './commands/keys.ts'
import { mcp } from './commands/mcp.ts'
import { organizations } from './commands/organizations.ts'
import { remote } from './commands/remote.ts'
import { restore } from './commands/restore.ts'
import { revoke } from './commands/revoke.ts'
import { start } from './commands/start.ts'
import { usage } from './commands/usage.ts'
import { verify } from './commands/verify.ts'
import { version } from './version.ts'

const HOST_COMMANDS: readonly Command[] = [
  start,
  adopt,
  backup,
  restore,
  verify,
  doctor,
  keys,
  organizations,
  applications,
  mcp,
  revoke,
  usage,
  demo,
  emulate,
]
const COMMANDS = [...HOST_COMMANDS, ...remote(HOST_COMMANDS)]

async function main([name, ...args]: readonly string[]): Promise<number | undefined> {
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command !== undefined) return command.run(args)
  if (name === '--version') return say(version, 0)
  const list = COMMANDS.map((candidate) => `  ${candidate.name.padEnd(14)}${candidate.about}`).join('\n')
  return say(`sallyport ${version}\n\nCommands:\n${list}`, name === undefined || name === '--help' ? 0 : 2)
}

function say(text: string, code: number): number {
  process.stdout.write(`${text}\n`)
  return code
}

function explain(error: unknown): string {
  if (!SallyportError.isInstance(error))
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  return error.fix === undefined ? error.message : `${error.message}\n${error.fix}`
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}
