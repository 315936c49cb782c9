import type { EmulateOptions } from './emulate-options.ts'

const MOST_PORT = 65_535
const MOST_DELAY = 600_000
const MOST_RECORDS = 100_000
const MOST_LIMIT = 1_000_000_000
const LINKS: readonly unknown[] = ['emulator', 'vendor']

/** Throws a `TypeError` that names the option which makes no sense. */
export function checkOptions({ port, delay, records, rateLimit, links, now, clock }: EmulateOptions): void {
  checkInteger('port', port, [0, MOST_PORT])
  checkInteger('delay', delay, [0, MOST_DELAY])
  checkInteger('records', records, [0, MOST_RECORDS])
  checkInteger('limit', rateLimit?.limit, [1, MOST_LIMIT])
  if (links !== undefined && !LINKS.includes(links)) throw new TypeError('"links" is "emulator" or "vendor".')
  // Who set the clock would wonder why nothing changes.
  if (now && clock && now !== clock.now) throw new TypeError('"now" and "clock" are two clocks: give one.')
}

function checkInteger(name: string, value: unknown, [least, most]: readonly [number, number]): void {
  if (value === undefined) return
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
    throw new TypeError(`"${name}" is a whole number from ${least} to ${most}.`)
}
