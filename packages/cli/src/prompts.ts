import { confirm, isCancel, password, select, text } from '@clack/prompts'
import type { Screen } from './host.ts'
import { wrongUse } from './input/wrong-use.ts'
import { printable } from './output/printable.ts'

/** Questions to whoever sits at the terminal. What third parties wrote is made harmless before it is shown. */
export interface Prompts {
  /** Whether there is anybody to ask. */
  readonly able: boolean
  text(message: string, initial?: string): Promise<string>
  secret(message: string): Promise<string>
  choose<Value extends string>(message: string, choices: readonly Choice<Value>[]): Promise<Value>
  confirm(message: string): Promise<boolean>
}

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
}

/** Questions go to the standard error: the standard output is for answers. */
export function createPrompts({ stdin, stderr }: Screen): Prompts {
  const able = stdin.isTTY === true && stderr.isTTY === true
  /** What every question needs. A terminal that goes away leaves it unanswered. */
  const on = (message: string) => {
    const gone = new AbortController()
    stdin.once('end', () => gone.abort())
    return { input: stdin, output: stderr, message: printable(message), signal: gone.signal }
  }
  return {
    able,
    text: async (message, initial) =>
      answered(
        await text({ ...on(message), ...(initial !== undefined && { initialValue: printable(initial) }) }),
      ),
    secret: async (message) => answered(await password(on(message))),
    choose: async (message, choices) => {
      const options = choices.map(({ value, label }) => ({ value: value as string, label: printable(label) }))
      return answered(await select({ ...on(message), options })) as never
    },
    confirm: async (message) => answered(await confirm({ ...on(message), initialValue: false })),
  }
}

/** An empty line gives no text at all. */
function answered<Value>(value: Value): Exclude<Value, symbol> {
  if (isCancel(value)) throw wrongUse('Nothing was done: the question was left unanswered.')
  return (value ?? '') as Exclude<Value, symbol>
}
