#!/usr/bin/env node
import { SallyportError } from '@sallyport/errors'
import type { Command } from './commands/command.ts'
import { HOST_COMMANDS, hostCommands } from './commands/host-commands.ts'
import { version } from './version.ts'

async function main([name = '--help', ...args]: readonly string[]): Promise<number | undefined> {
  if (name === '--version' || name === 'version') return say(version, 0)
  const host = Object.hasOwn(HOST_COMMANDS, name) ? await HOST_COMMANDS[name]?.() : undefined
  if (host !== undefined) return host.run(args)
  const { remote } = await import('./commands/remote.ts')
  const remotes = remote()
  const command = remotes.find((candidate) => candidate.name === name)
  if (command !== undefined) return command.run(args)
  return say(
    `sallyport ${version}\n\nCommands:\n${listOf([...(await hostCommands()), ...remotes])}`,
    name === '--help' ? 0 : 1,
  )
}

function listOf(commands: readonly Pick<Command, 'name' | 'about'>[]): string {
  return commands.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n')
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
