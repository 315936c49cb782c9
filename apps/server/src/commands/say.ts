import { printable, printableJson } from '@sallyport/cli/printable'
import type { SallyportError } from '@sallyport/errors'

/** Tells people. Names of tenants and texts of third parties in it do nothing to their terminal. */
export function say(lines: readonly string[]): void {
  process.stdout.write(printed(lines))
}

/** Tells a program, in one line, or laid out where an indentation is given. */
export function sayJson(value: unknown, indent?: number): void {
  process.stdout.write(`${printableJson(value, indent)}\n`)
}

/** Tells on the standard error what went wrong. */
export function complain(lines: readonly string[]): void {
  process.stderr.write(printed(lines))
}

/** The same of a failure: what it is, and how it is mended. */
export function complainOf({ message, fix }: SallyportError): void {
  complain(fix === undefined ? [message] : [message, fix])
}

function printed(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => `${printable(line)}\n`)
    .join('')
}
