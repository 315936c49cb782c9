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

function explain(error: unknown): string {
  if (!SallyportError.isInstance(error))
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  return error.fix === undefined ? error.message : `${error.message}\n${error.fix}`
}

// Whoever read the output has gone, as `| head` does: what still runs ends as if it were told to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.kill(process.pid, 'SIGTERM')
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
}
