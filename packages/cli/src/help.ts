import type { CommandRow, Operand } from './command-row.ts'
import type { HostCommand } from './host.ts'
import { type Flag, flagsOf } from './input/flags.ts'
import { COMMON_FLAGS } from './input/read-arguments.ts'

type Named = Pick<CommandRow, 'words' | 'about'>

/** What one command takes. */
export function helpOf(row: CommandRow): string {
  const operands = (row.operands ?? []).map(operandText).join(' ')
  const flags = flagsOf(row).filter(({ name }) => !row.operands?.some((operand) => operand.name === name))
  const common = Object.entries(COMMON_FLAGS).map(([name, [, about]]) => [`--${name}`, about] as const)
  return [
    `Usage: ${['sallyport', ...row.words, operands].filter(Boolean).join(' ')} [options]`,
    row.about,
    ...(flags.length > 0 ? ['', ...columns(flags.map((flag) => [flagText(flag), flag.about]))] : []),
    '',
    ...columns(common),
    '',
  ].join('\n')
}

/** Commands of one first word, or all of them. */
export function helpOfAll(rows: readonly (CommandRow | HostCommand)[], word: string): string {
  const named: readonly Named[] = rows
  const lines = named.map(({ words, about }) => [words.join(' '), about] as const)
  return [`Usage: sallyport ${word} <command>`, ...columns(lines), `With each: --help.`, ''].join('\n')
}

function operandText({ name, optional, about }: Operand): string {
  const text = about ?? name.replaceAll('_', ' ')
  return optional ? `[${text}]` : `<${text}>`
}

function flagText({ flag, kind }: Flag): string {
  const values = {
    switch: '',
    text: ' <text>',
    number: ' <number>',
    list: ' <a,b>',
    json: ' <json>',
    secret: ' <@file|->',
  }
  return `--${flag}${values[kind]}`
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`.trimEnd())
}
