import { type ApiOperation, operations } from '@sallyport/contract'
import type { CommandRow } from './command-row.ts'
import type { Named } from './completion.ts'
import { flagsOf } from './input/flags.ts'
import { COMMON_FLAGS } from './input/read-arguments.ts'
import { EXIT_CODES } from './output/failure.ts'

/** All commands as programs read them. */
export function describeProgram(
  rows: readonly CommandRow[],
  { version, more }: { readonly version: string; readonly more: readonly Named[] },
): object {
  const common = Object.entries(COMMON_FLAGS).map(([name, [kind, about]]) => ({
    flag: `--${name}`,
    kind,
    about,
  }))
  return {
    name: 'sallyport',
    version,
    input:
      'Flags, words, or --json with an object of the same members: inline, @file, or - for the standard input.',
    errors: 'With --json, on the standard error: {type, message, status_code, retryable, detail?, hint?}.',
    exit_codes: EXIT_CODES,
    common_flags: common,
    commands: rows.map((row) => describeCommand(row, { answer: false })),
    other_commands: more.map(({ words, about }) => ({ command: words.join(' '), about })),
  }
}

/** One command; with the schema of its answer where that is wanted, since it may be long. */
export function describeCommand(row: CommandRow, { answer }: { readonly answer: boolean }): object {
  const operation: ApiOperation | undefined = row.operation && operations[row.operation]
  const required = new Set(
    (row.operands ?? []).filter(({ optional }) => optional !== true).map(({ name }) => name),
  )
  return {
    command: row.words.join(' '),
    about: row.about,
    ...(row.operation && { operation: row.operation }),
    words: (row.operands ?? []).map(({ name }) => name),
    input: {
      type: 'object',
      properties: Object.fromEntries(
        flagsOf(row).map(({ name, schema, about }) => [name, { ...schema, description: about }]),
      ),
      required: [...required],
      additionalProperties: false,
    },
    flags: Object.fromEntries(
      flagsOf(row).map(({ name, flag, kind }) => [name, { flag: `--${flag}`, kind }]),
    ),
    ...(answer && operation && { answer: operation.answer.schema }),
  }
}
