#!/usr/bin/env node
import { SallyportError } from '@sallyport/errors'
import type { Command } from './commands/command.ts'
import { HOST_COMMANDS, hostCommands } from './commands/host-commands.ts'
import { version } from './version.ts'

async function main([name = '--help', ...args]: readonly string[]): Promise<number | undefined> {
  if (name === '--version' || name === 'version') return say(version, 0)
  const host = Object.hasOwn(HOST_COMMANDS, name) ? await HOST_COMMANDS[name]?.() : undefined
  if (host !== undefined) return isHelp(args[0]) ? say(`${host.usage}\n${host.about}`, 0) : host.run(args)
  const { remote } = await import('./commands/remote.ts')
  const remotes = remote()
  const command = remotes.find((candidate) => candidate.name === name)
  if (command !== undefined) return command.run(args)
  const all = `sallyport ${version}\n\nCommands:\n${listOf([...(await hostCommands()), ...remotes])}`
  if (isHelp(name) || name === 'help') return say(`${all}\n\nWith each: --help.`, 0)
  process.stderr.write(`There is no command ${JSON.stringify(name)}. "sallyport --help" lists all of them.\n`)
  return 1
}

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h'
}

function listOf(commands: readonly Pick<Command, 'name' | 'about'>[]): string {
  return commands.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n')
}

function say(text: string, code: number): number {
  process.stdout.write(`${text}\n`)
  return code
}

/** What a shell says of a program that SIGPIPE ended. */
const UNREAD = 141

// Whoever reads has heard enough: `sallyport schema | head`. What has something to clean up is told to stop.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM')
  else process.exit(UNREAD)
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const { complain, complainOf } = await import('./commands/say.ts')
  if (SallyportError.isInstance(error)) complainOf(error)
  else complain([error instanceof Error ? (error.stack ?? error.message) : String(error)])
  process.exitCode = 1
}
