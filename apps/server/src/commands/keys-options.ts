import { parseArgs } from 'node:util'
import { EMPTY_KEY_MS } from '@sallyport/engine'

interface Common {
  readonly json: boolean
  /** How much of its time the command works, so that engines beside it have the rest. */
  readonly share: number
}

/** One organization, or every one. */
export type Chosen = { readonly organizationId: string } | { readonly all: true }

export type KeysArguments = Common &
  (
    | { readonly action: 'status' | 'rotate-root' | 'verify' }
    | { readonly action: 'create-root'; readonly path: string }
    | { readonly action: 'rotate-organization'; readonly chosen: Chosen; readonly keepMs: number }
    | { readonly action: 'rotate-signing'; readonly chosen: Chosen; readonly atOnce: boolean }
    | {
        readonly action: 'shred'
        readonly organizationId: string
        /** The id a second time; absent: it is asked for. */
        readonly confirm: string | undefined
      }
  )

export const keysUsage = `Usage: sallyport keys status
       sallyport keys verify
       sallyport keys create-root <new file>
       sallyport keys rotate-root
       sallyport keys rotate-organization <organization id> | --all [--keep <seconds>]
       sallyport keys rotate-signing <organization id> | --all [--at-once]
       sallyport keys shred <organization id> [--confirm <the same id>]
With each: [--json] [--share <percent of its time that it works, 25>]
Runs on the host with the settings of the engine, beside running engines or alone. Killed, it is run again.`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DAY_SECONDS = 86_400

/** Reads what follows `keys`. Throws a `TypeError` that says what is wrong. */
export function readKeysArguments(args: readonly string[]): KeysArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      share: { type: 'string', default: '25' },
      all: { type: 'boolean', default: false },
      keep: { type: 'string' },
      'at-once': { type: 'boolean' },
      confirm: { type: 'string' },
    },
    allowPositionals: true,
    strict: true,
  })
  const [action = '', subject, ...more] = positionals
  if (more.length > 0) throw new TypeError('There are too many words.')
  refuseStray(action, { ...values, all: values.all || undefined })
  const common = { json: values.json, share: wholeNumber('--share', values.share, [1, 100]) / 100 }
  switch (action) {
    case 'status':
    case 'verify':
    case 'rotate-root':
      if (subject !== undefined)
        throw new TypeError(`"${action}" concerns all organizations: leave the rest out.`)
      return { ...common, action }
    case 'create-root':
      if (subject === undefined) throw new TypeError('Name the file of the new root key.')
      return { ...common, action, path: subject }
    case 'rotate-organization': {
      const keep = values.keep ?? String(EMPTY_KEY_MS / 1000)
      const keepMs = wholeNumber('--keep', keep, [0, DAY_SECONDS]) * 1000
      return { ...common, action, chosen: chosenOf(subject, values.all), keepMs }
    }
    case 'rotate-signing':
      return { ...common, action, chosen: chosenOf(subject, values.all), atOnce: values['at-once'] ?? false }
    case 'shred':
      return { ...common, action, organizationId: idOf(subject), confirm: values.confirm }
    default:
      throw new TypeError(
        action === '' ? 'Say what is to be done.' : `There is nothing like "keys ${action}".`,
      )
  }
}

/** Options that mean something with one action only, and with which. */
const BELONGS: Readonly<Record<string, readonly string[]>> = {
  all: ['rotate-organization', 'rotate-signing'],
  keep: ['rotate-organization'],
  'at-once': ['rotate-signing'],
  confirm: ['shred'],
}

function refuseStray(action: string, values: Readonly<Record<string, unknown>>): void {
  for (const [name, actions] of Object.entries(BELONGS)) {
    if (values[name] !== undefined && !actions.includes(action))
      throw new TypeError(`--${name} goes with ${actions.join(' and ')}.`)
  }
}

function chosenOf(subject: string | undefined, all: boolean): Chosen {
  if (all && subject === undefined) return { all }
  if (all) throw new TypeError('Name an organization or say --all, not both.')
  return { organizationId: idOf(subject) }
}

function idOf(subject: string | undefined): string {
  if (subject !== undefined && UUID.test(subject)) return subject
  throw new TypeError('Name an organization by its id, a UUID in lower case.')
}

function wholeNumber(name: string, text: string, [from, to]: readonly [number, number]): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (number >= from && number <= to) return number
  throw new TypeError(`${name} is to be a whole number from ${from} to ${to}.`)
}
