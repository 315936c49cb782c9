import type { CommandCall, CommandRow, Shown } from '../command-row.ts'
import { completion, type Named, SHELLS } from '../completion.ts'
import { describeCommand, describeProgram } from '../describe-commands.ts'
import { wrongUse } from '../input/wrong-use.ts'

/** Commands about the commands. They need no engine. */
export const programRows: readonly CommandRow[] = [
  {
    words: ['schema'],
    about:
      'Describes every command for programs, as JSON: its input as JSON Schema, and what the exit codes mean.',
    operands: [
      { name: 'command', optional: true },
      { name: 'subcommand', optional: true },
    ],
    own: {
      command: { type: 'string', description: 'One command alone, with the schema of its answer.' },
      subcommand: { type: 'string', description: 'Its second word.' },
    },
    run: schema,
  },
  {
    words: ['completion'],
    about: 'Writes what a shell needs to complete the commands: source <(sallyport completion bash).',
    operands: [{ name: 'shell' }],
    own: { shell: { type: 'string', enum: [...SHELLS], description: 'Which shell.' } },
    run: complete,
  },
]

async function schema({ input, rows, host }: CommandCall): Promise<Shown> {
  const words = [input.command, input.subcommand].filter((word) => word !== undefined).map(String)
  const { version } = host
  if (words.length === 0) return jsonOnly(describeProgram(rows, { version, more: await moreOf(host) }))
  const row = rows.find((each) => each.words.join(' ') === words.join(' '))
  if (row === undefined)
    throw wrongUse(`There is no command "${words.join(' ')}" with a schema.`, 'See "sallyport schema".')
  return jsonOnly(describeCommand(row, { answer: true }))
}

async function complete({ input, rows, host }: CommandCall): Promise<Shown> {
  const shell = SHELLS.find((each) => each === input.shell)
  if (shell === undefined) throw wrongUse('Say for which shell.', `One of: ${SHELLS.join(', ')}.`)
  const script = completion(shell, rows, await moreOf(host))
  host.screen.stdout.write(script)
  return { answer: script, done: true }
}

async function moreOf({ more, others }: CommandCall['host']): Promise<readonly Named[]> {
  return [...more, ...(await others())]
}

/** For people too: there is no other form of it. */
function jsonOnly(answer: object): Shown {
  return { answer, lines: JSON.stringify(answer, null, 2).split('\n') }
}
