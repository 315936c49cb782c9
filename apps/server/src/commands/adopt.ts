import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import { adoptDeployment, type Inspection, inspectDeployment, type SeenDeployment } from '@sallyport/postgres'
import { type Config, loadConfig } from '../config.ts'
import { readDeploymentFile, writeDeploymentFile } from '../deployment-file.ts'
import { systemEdge } from '../edge.ts'
import { type OpenDatabase, visitDatabase } from '../open-database.ts'
import type { Command } from './command.ts'
import { say } from './say.ts'

const REFUSED = 1
const WRONG_USE = 2

export const adopt: Command = {
  name: 'adopt',
  about: 'Ends the quarantine of a restored, moved or failed-over database: shows what differs, and asks.',
  usage: 'Usage: sallyport adopt [--yes]',
  async run(args) {
    const yes = readYes(args)
    if (yes === undefined) {
      process.stderr.write(`${adopt.usage}\n`)
      return WRONG_USE
    }
    const config = loadConfig()
    const database = await visitDatabase(config)
    try {
      return await adoptShown(config, database, yes)
    } finally {
      await database.stop()
    }
  },
}

function readYes(args: readonly string[]): boolean | undefined {
  try {
    return parseArgs({ args: [...args], options: { yes: { type: 'boolean', default: false } } }).values.yes
  } catch {
    return undefined
  }
}

async function adoptShown(config: Config, database: OpenDatabase, yes: boolean): Promise<number> {
  const { connection, place } = database
  const { seen, unreadable } = await readSeen(config)
  const inspection = await inspectDeployment(connection, { seen, place })
  const lines = [...show(inspection), ...(unreadable === undefined ? [] : [unreadable])]
  say(lines)
  if (inspection.differences.length === 0 && unreadable === undefined) return 0
  if (!yes && !(await confirmed())) {
    process.stderr.write('Nothing was changed. Answer "yes", or say --yes, to adopt it.\n')
    return REFUSED
  }
  const save = (latest: SeenDeployment) => writeDeploymentFile(config.dataDirectory, latest)
  const event = { id: systemEdge.newId(), at: new Date(systemEdge.now()) }
  await adoptDeployment(connection, { seen, place, save }, event)
  process.stdout.write('It is adopted. Engines that run go on within seconds.\n')
  return 0
}

interface Known {
  readonly seen: SeenDeployment | undefined
  /** What is wrong with the file: it is written anew, since that is what the command is for. */
  readonly unreadable?: string
}

async function readSeen({ dataDirectory }: Config): Promise<Known> {
  try {
    return { seen: await readDeploymentFile(dataDirectory) }
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return { seen: undefined, unreadable: `${error.message} It is written anew.` }
  }
}

function show({ stored, server, differences }: Inspection): string[] {
  const facts = [
    `Deployment ${stored.id}, epoch ${stored.epoch}, change ${stored.sequence}`,
    `on server ${server.system}, timeline ${server.timeline}, database ${server.database}`,
  ]
  if (differences.length === 0) return [...facts, 'Nothing differs: there is nothing to adopt.']
  return [
    ...facts,
    'It is not the database that was known:',
    ...differences.map(({ message }) => `  - ${message}`),
    'Once it is adopted, the engine renews tokens and sends for it. Where the original still runs, or has run since',
    'this copy was made, refresh tokens may be used twice, and third parties then end the access: adopt one of the two.',
  ]
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await terminal.question('Adopt it? Type yes: ')).trim() === 'yes'
  } finally {
    terminal.close()
  }
}
