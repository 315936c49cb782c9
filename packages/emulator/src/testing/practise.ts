import { after } from 'node:test'
import { type Emulator, emulate } from '../emulate.ts'
import type { EmulateOptions } from '../emulate-options.ts'
import type { Vendor } from '../vendor.ts'
import { acmeVendor } from './acme.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers by path.
  readonly json: any
}

export type Call = (path: string, init?: RequestInit) => Promise<Reply>

/** An emulator that lives as long as the test file, and a client with its card. */
export async function practise(
  options: EmulateOptions = {},
  vendor: Vendor = acmeVendor,
): Promise<{ acme: Emulator; call: Call }> {
  const acme = await emulate(vendor, options)
  after(() => acme.close())
  return { acme, call: caller(acme) }
}

export function caller(acme: Pick<Emulator, 'url'>): Call {
  return async (path, init = {}) => {
    const headers = {
      authorization: 'Bearer library-card',
      'content-type': 'application/json',
      ...init.headers,
    }
    const response = await fetch(acme.url + path, {
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
      ...init,
      headers,
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    }
  }
}

export function sent(method: string, body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, body: JSON.stringify(body), headers }
}
