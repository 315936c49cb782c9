import { callOperation } from './call-operation.ts'
import type { CommandCall, CommandRow, CommonOptions } from './command-row.ts'
import { helpOf } from './help.ts'
import type { CliHost } from './host.ts'
import { readArguments } from './input/read-arguments.ts'
import { wrongUse } from './input/wrong-use.ts'
import { exitCodeOf, failureLines, failureOf } from './output/failure.ts'
import { printableJson } from './output/printable.ts'
import { showAnswer } from './output/show-answer.ts'
import { createPrompts } from './prompts.ts'
import { openSession, type Session } from './session.ts'

export interface RunOptions {
  readonly row: CommandRow
  readonly rows: readonly CommandRow[]
  readonly host: CliHost
}

/** Runs one command with what follows its words. Gives the exit code; every failure is told. */
export async function runCommand(options: RunOptions, args: readonly string[]): Promise<number> {
  const { row, host } = options
  try {
    const read = await readArguments(row, args, host.screen.stdin)
    if (read.help) {
      host.screen.stdout.write(helpOf(row))
      return 0
    }
    requireOperands(row, read.input)
    const call: CommandCall = {
      ...options,
      ...read,
      prompts: createPrompts(host.screen),
      session: lazily(() => sessionOf(host, read.options)),
    }
    const shown = await (row.run ?? callOperation)(call)
    if (shown.done !== true) await showAnswer(call, shown)
    return shown.exitCode ?? 0
  } catch (error) {
    const json = args.some((word) => word === '--json' || word.startsWith('--json='))
    const text = json ? printableJson(failureOf(error)) : failureLines(error).join('\n')
    host.screen.stderr.write(`${text}\n`)
    return exitCodeOf(error)
  }
}

function requireOperands({ words, operands = [] }: CommandRow, input: CommandCall['input']): void {
  const missing = operands.find(({ name, optional }) => optional !== true && input[name] === undefined)
  if (missing === undefined) return
  throw wrongUse(
    `"${words.join(' ')}" needs a ${(missing.about ?? missing.name).replaceAll('_', ' ')}.`,
    `See "sallyport ${words.join(' ')} --help".`,
  )
}

function sessionOf(host: CliHost, options: CommonOptions): Session {
  const connection = host.connection(options)
  return openSession(host, {
    connection: { ...connection, organizationId: options.organization ?? connection.organizationId },
    verbose: options.verbose,
  })
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
