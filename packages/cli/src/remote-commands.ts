import { commandTable } from './command-table.ts'
import { helpOfAll } from './help.ts'
import type { CliHost, HostCommand } from './host.ts'
import { failureOf } from './output/failure.ts'
import { printable, printableJson } from './output/printable.ts'
import { runCommand } from './run-command.ts'

/** Commands under one first word. */
export interface RemoteCommand {
  readonly name: string
  readonly about: string
  /** Takes what follows the word. Gives the exit code, or nothing while it goes on. */
  readonly run: (args: readonly string[]) => Promise<number | undefined>
}

const ABOUT: Readonly<Record<string, string>> = {
  login: 'Keeps which engine and application commands use, or shows it.',
  workspaces: 'Lists, makes and chooses workspaces.',
  connectors: 'Connects accounts, acts through them, and uploads connector definitions.',
  executions: 'Shows what was done through connectors.',
  results: 'Reads results that were over their budget.',
}

/** The commands that work from anywhere, over the API of an engine; one entry for each first word. */
export function remoteCommands(host: CliHost): RemoteCommand[] {
  const names = [...new Set(commandTable.map(({ words }) => words[0] ?? ''))]
  return names.map((name) => {
    const rows = commandTable.filter(({ words }) => words[0] === name)
    const about = ABOUT[name] ?? rows[0]?.about ?? ''
    return { name, about, run: (args) => run(host, name, args) }
  })
}

/** The longest words that fit are the command. */
async function run(host: CliHost, name: string, args: readonly string[]): Promise<number | undefined> {
  const words = [name, ...args]
  const fits = (command: Pick<HostCommand, 'words'>) =>
    command.words.every((word, index) => words[index] === word)
  const other = host.more.find((command) => command.words.length > 1 && fits(command))
  if (other !== undefined) return other.run(words.slice(other.words.length))
  const [row] = commandTable.filter(fits).toSorted((a, b) => b.words.length - a.words.length)
  if (row !== undefined) return runCommand({ row, rows: commandTable, host }, words.slice(row.words.length))
  return unknown(host, name, args)
}

function unknown({ screen, more }: CliHost, name: string, args: readonly string[]): number {
  const known = [...commandTable, ...more].filter(({ words }) => words[0] === name)
  const help = helpOfAll(known, name)
  const [word] = args
  if (word === undefined || word === '--help' || word === '-h') {
    screen.stdout.write(help)
    return 0
  }
  const message = `There is no command "${printable(`${name} ${word}`)}".`
  const failure = { ...failureOf(undefined), type: 'unknown_command', message }
  screen.stderr.write(args.includes('--json') ? `${printableJson(failure)}\n` : `${message}\n${help}`)
  return 1
}
