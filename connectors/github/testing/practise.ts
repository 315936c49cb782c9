import { request } from 'node:http'
import { after } from 'node:test'
import { type EmulateOptions, type Emulator, emulate } from '@sallyport/emulator'
import { githubVendor } from '../vendor.ts'

export const TOKEN = 'ghp_practise'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body, or `undefined` when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers by path.
  readonly json: any
}

export type Call = (path: string, init?: RequestInit) => Promise<Reply>

/** An emulated GitHub that lives as long as the test file, and a client of it. */
export async function practise(options: EmulateOptions = {}): Promise<{ github: Emulator; call: Call }> {
  const github = await emulate(githubVendor, { credentials: TOKEN, seed: 'test', ...options })
  after(() => github.close())
  const call: Call = async (path, init = {}) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...init.headers }
    const signal = AbortSignal.timeout(5000)
    const response = await fetch(github.url + path, { redirect: 'manual', signal, ...init, headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parsed(text) }
  }
  return { github, call }
}

export function send(method: string, body?: unknown): RequestInit {
  return body === undefined ? { method } : { method, body: JSON.stringify(body) }
}

/** `fetch` always sends a User-Agent; this sends the given headers alone. */
export function statusWithHeaders(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
