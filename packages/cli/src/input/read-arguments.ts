import type { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { CommandInput, CommandRow, CommonOptions } from '../command-row.ts'
import { type Flag, flagsOf } from './flags.ts'
import { readJson, sourceOf } from './json-input.ts'
import { wrongUse } from './wrong-use.ts'

/** What every command takes, and what the help says of it. */
export const COMMON_FLAGS = {
  json: ['switch', 'Answers in JSON. With {...}, @file or - behind it, that is the input.'],
  fields: ['text', 'Shows only these fields: dotted paths, with commas between them.'],
  output: ['text', 'Writes the answer, or the file, here.'],
  overwrite: ['switch', 'Lets --output replace a file.'],
  verbose: ['switch', 'Tells of each request on the standard error.'],
  url: ['text', 'Origin of the engine.'],
  application: ['text', 'A file with client_id and client_secret.'],
  organization: ['text', 'Id of the organization, where the application reaches several.'],
  help: ['switch', 'Says what a command takes.'],
} as const satisfies Readonly<Record<string, readonly ['switch' | 'text', string]>>

export interface ReadArguments {
  readonly input: CommandInput
  readonly options: CommonOptions
  readonly help: boolean
}

/** Holds the words behind `--json`. Nobody types it. */
const JSON_INPUT = 'json-input'

/**
 * Reads what follows the words of a command. Flags stand over what `--json` brings.
 *
 * @throws SallyportError `invalid_request`
 */
export async function readArguments(
  row: CommandRow,
  args: readonly string[],
  stdin: Readable,
): Promise<ReadArguments> {
  const flags = flagsOf(row)
  const { values, positionals } = parse(flags, args)
  const given = values[JSON_INPUT]
  const said = typeof given === 'string' ? await readInput(row, given, stdin) : {}
  const input: Record<string, unknown> = { ...said }
  for (const flag of flags) {
    const value = values[flag.flag]
    if (value !== undefined) input[flag.name] = await flagValue(flag, value, stdin)
  }
  Object.assign(input, wordsOf(row, positionals))
  refuseUnknown(row, flags, said)
  return { input, options: optionsOf(values), help: values.help === true }
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

function parse(flags: readonly Flag[], args: readonly string[]) {
  const own = flags.map(({ flag, kind }) => [
    flag,
    { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
  ])
  const common = Object.entries(COMMON_FLAGS).map(([name, [kind]]) => [
    name,
    {
      type: kind === 'switch' ? ('boolean' as const) : ('string' as const),
      ...(name === 'help' && { short: 'h' }),
    },
  ])
  const options = {
    ...Object.fromEntries(common),
    ...Object.fromEntries(own),
    [JSON_INPUT]: { type: 'string' },
  }
  try {
    const { values, positionals } = parseArgs({
      args: joinJson(args),
      options,
      allowPositionals: true,
      // A switch that is on by itself is turned off by --no-...
      allowNegative: true,
      strict: true,
    })
    return { values: values as Values, positionals }
  } catch (error) {
    if (error instanceof TypeError) throw wrongUse(error.message.split('. To specify')[0] ?? error.message)
    throw error
  }
}

/** `--json` is a switch, or has the input behind it. */
function joinJson(args: readonly string[]): string[] {
  const joined: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [word = '', next = ''] = [args[at], args[at + 1]]
    if (word === '--') return [...joined, ...args.slice(at)]
    if (word.startsWith('--json=')) joined.push('--json', `--${JSON_INPUT}=${word.slice('--json='.length)}`)
    else if (word === '--json' && /^([{[@]|-$)/.test(next)) {
      joined.push('--json', `--${JSON_INPUT}=${next}`)
      at++
    } else joined.push(word)
  }
  return joined
}

async function readInput(row: CommandRow, text: string, stdin: Readable): Promise<CommandInput> {
  const value = await readJson(text, stdin)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongUse('The input behind --json is to be an object.')
  }
  const secret = row.secret?.find((name) => Object.hasOwn(value, name))
  if (secret !== undefined && sourceOf(text) === 'argument') throw secretArgument(secret)
  return value as CommandInput
}

function refuseUnknown(row: CommandRow, flags: readonly Flag[], said: CommandInput): void {
  const known = new Set(flags.map(({ name }) => name))
  const unknown = Object.keys(said).find((name) => !known.has(name))
  if (unknown === undefined) return
  throw wrongUse(`"${row.words.join(' ')}" takes no "${unknown}".`, `It takes: ${[...known].join(', ')}.`)
}

async function flagValue(flag: Flag, value: unknown, stdin: Readable): Promise<unknown> {
  switch (flag.kind) {
    case 'switch':
      return value === true
    case 'number':
      return numberOf(flag, String(value))
    case 'list':
      return [value].flat().flatMap((text) => String(text).split(',').filter(Boolean))
    case 'json':
      return readJson(String(value), stdin)
    case 'secret':
      if (sourceOf(String(value)) === 'argument') throw secretArgument(flag.flag)
      return readJson(String(value), stdin)
    default:
      return value
  }
}

function numberOf({ flag }: Flag, text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) return number
  throw wrongUse(`--${flag} is to be a number.`)
}

function wordsOf(
  { words, operands = [] }: CommandRow,
  positionals: readonly string[],
): Record<string, string> {
  const more = positionals[operands.length]
  if (more !== undefined) throw wrongUse(`"${words.join(' ')}" does not take so many words.`)
  return Object.fromEntries(positionals.map((word, index) => [operands[index]?.name ?? '', word]))
}

function secretArgument(name: string): Error {
  return wrongUse(
    `"${name}" holds a secret, and an argument is seen by everybody on the machine.`,
    'Give a file (@file) or the standard input (-), or leave it out to be asked on a terminal.',
  )
}

function optionsOf(values: Values): CommonOptions {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  return {
    json: values.json === true,
    fields: text('fields')
      ?.split(',')
      .map((path) => path.trim()),
    output: text('output'),
    overwrite: values.overwrite === true,
    verbose: values.verbose === true,
    url: text('url'),
    application: text('application'),
    organization: text('organization'),
  }
}
