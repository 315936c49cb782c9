import { type EmulateOptions, type Emulator, emulate } from '@sallyport/emulator'
import Stripe from 'stripe'
import { stripeVendor } from '../vendor.ts'

export const KEY = 'sk_test_practise'

/** The vendor's own client, which is only told where to send its requests. */
export function clientOf({ url }: Emulator, config: Stripe.StripeConfig = {}, key = KEY): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, ...config })
}

export async function practise(options: EmulateOptions = {}): Promise<Emulator> {
  return emulate(stripeVendor, { seed: 'stripe', ...options })
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the answer holds.
  readonly body: any
}

/** `POST /v1/customers email=a@b.c`: method, path and a form. */
export async function send(
  emulator: Emulator,
  line: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const [method = 'GET', path = '/', form] = line.split(' ')
  const answer = await fetch(emulator.url + path, {
    method,
    headers: {
      authorization: `Bearer ${KEY}`,
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(form !== undefined && { body: form }),
  })
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

/** Requests that the description does not have as they are, in the order in which they came. */
export function departures({ ledger }: Emulator): readonly string[] {
  return ledger
    .requests()
    .filter(({ verdict }) => verdict !== 'valid')
    .map(({ verdict, operation, violations }) => {
      const what = violations.map(({ code, field }) => `${code} ${field}`).join(', ')
      return `${verdict} ${operation}: ${what}`
    })
}
