import { parseArgs } from 'node:util'
import type { EmulateOptions } from '@sallyport/emulator'
import { vendors } from './vendors.ts'

export interface EmulateArguments {
  readonly slug: string
  readonly options: EmulateOptions
}

const FLAGS = {
  port: { type: 'string' },
  token: { type: 'string', multiple: true },
  seed: { type: 'string' },
  records: { type: 'string' },
  delay: { type: 'string' },
  client: { type: 'string', multiple: true },
} as const

export const emulateUsage = `Usage: sallyport emulate <vendor> [--port 4010] [--token x]... [--seed x] [--records 3] [--delay ms]
                        [--client id:secret:redirect-uri]...
Vendors: ${Object.keys(vendors).join(', ')}`

/** Reads what follows `emulate`. Throws a `TypeError` that says what is wrong. */
export function readEmulateArguments(args: readonly string[]): EmulateArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: FLAGS,
    allowPositionals: true,
    strict: true,
  })
  const [slug, ...more] = positionals
  if (slug === undefined || more.length > 0) throw new TypeError('Name one vendor.')
  if (!Object.hasOwn(vendors, slug)) throw new TypeError(`There is no vendor "${slug}" to practise on.`)
  const { token, seed, client = [] } = values
  return {
    slug,
    options: {
      control: true,
      port: wholeNumber('port', values.port) ?? 0,
      ...optional('records', wholeNumber('records', values.records)),
      ...optional('delay', wholeNumber('delay', values.delay)),
      ...optional('seed', seed),
      ...optional('credentials', token),
      ...(client.length > 0 && { oauth: { clients: client.map(readClient) } }),
    },
  }
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined) {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}

const MOST = 65_535

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text === '' || !Number.isInteger(value) || value < 0 || value > MOST) {
    throw new TypeError(`--${name} is a whole number from 0 to ${MOST}.`)
  }
  return value
}

/** `id:secret:redirect-uri`; the last two may be missing. */
function readClient(text: string) {
  const [, clientId = '', clientSecret, redirectUri] = /^([^:]+)(?::([^:]*))?(?::(.+))?$/.exec(text) ?? []
  if (clientId === '') throw new TypeError('--client is id:secret:redirect-uri.')
  return {
    clientId,
    ...(clientSecret && { clientSecret }),
    ...(redirectUri !== undefined && { redirectUris: [redirectUri] }),
  }
}
