import { connect } from 'node:net'
import { TOKEN } from './practise.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body, or `undefined` when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers by path.
  readonly json: any
  readonly ms: number
}

/** A plain client that presents the token and reads whole answers. */
export function client(url: string): (path?: string, init?: RequestInit) => Promise<Reply> {
  return async (path = '/things', init = {}) => {
    const headers = { authorization: `Bearer ${TOKEN}` }
    const signal = AbortSignal.timeout(5000)
    const started = performance.now()
    const response = await fetch(url + path, { redirect: 'manual', signal, headers, ...init })
    const text = await response.text()
    const ms = performance.now() - started
    return { status: response.status, headers: response.headers, text, json: parsed(text), ms }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface RawReply {
  readonly text: string
  /** How the connection ended; `undefined` without an error. */
  readonly error: string | undefined
}

/** What a plain socket gets for a GET. */
export function rawClient(url: string): (path?: string, connection?: string) => Promise<RawReply> {
  return (path = '/things', connection = 'close') =>
    new Promise((resolve) => {
      const chunks: Buffer[] = []
      let error: string | undefined
      const head = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: ${connection}\r\n\r\n`
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(head))
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('error', ({ code }: NodeJS.ErrnoException) => {
        error = code
      })
      socket.on('close', () => resolve({ text: Buffer.concat(chunks).toString(), error }))
    })
}
