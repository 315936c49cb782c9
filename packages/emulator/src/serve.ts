import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Answer, type Outcome, textAnswer } from './answer.ts'

export interface ReceivedRequest {
  readonly method: string
  /** Path and query as they were sent. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  /** `undefined` when the body is over 1 MB. */
  readonly body: string | undefined
}

/** A path that is answered with the same bytes every time: unchecked and unrecorded, for benchmarks. */
export type RawRoute = { readonly path: string } & ({ readonly bytes: number } | { readonly body: string })

type Handler = (request: ReceivedRequest) => Outcome

export interface ServeOptions {
  /** Called once, with the address that was given. */
  readonly handlerAt: (url: string) => Handler
  readonly port: number
  /** Milliseconds before each answer. */
  readonly delay: number
  readonly raw: RawRoute | undefined
}

export interface Served {
  readonly url: string
  /** Ends every connection, the silent ones too. */
  close(): Promise<void>
}

const BODY_LIMIT = 1_000_000

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export async function serve({ handlerAt, port, delay, raw }: ServeOptions): Promise<Served> {
  const fixed = raw && rawAnswer(raw)
  const server = createServer()
  // A client's pool decides when a connection is idle: the server must not close one under a request.
  server.keepAliveTimeout = 60_000
  await listen(server, port)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const handle = handlerAt(url)
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url = '/', headers } = incoming
    if (fixed && pathOf(url) === fixed.path) return deliver(response, fixed.answer)
    const answer = (body: string | undefined) => {
      const outcome = handle({ method, url, headers, body })
      if (delay === 0) deliver(response, outcome)
      else setTimeout(deliver, delay, response, outcome).unref()
    }
    // Waiting for the end of a body that is not there costs a turn of the event loop.
    if (method === 'GET') answer('')
    else readBody(incoming, answer)
  })
  return { url, close: () => closed(server) }
}

function pathOf(url: string): string {
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function readBody(incoming: IncomingMessage, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= BODY_LIMIT) chunks.push(chunk)
  })
  incoming.on('end', () => done(size > BODY_LIMIT ? undefined : Buffer.concat(chunks).toString('utf8')))
}

function deliver(response: ServerResponse, outcome: Outcome): void {
  if (outcome === 'silence') return
  if (outcome === 'reset') response.socket?.resetAndDestroy()
  else if (outcome.broken) breakOff(response, outcome)
  else send(response, outcome)
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers)
  if (typeof body !== 'function') response.end(body)
  // The client may stop reading: then there is nobody left to tell.
  else pipeline(Readable.from(body()), response).catch(() => response.destroy())
}

function breakOff(response: ServerResponse, { status, headers, body }: Answer): void {
  const half = typeof body === 'function' ? Buffer.from('[') : body.subarray(0, body.length / 2)
  response.writeHead(status, headers)
  // Without a reset, which would make the client lose what it has already received.
  response.write(half, () => response.socket?.destroy())
}

function rawAnswer(route: RawRoute): { readonly path: string; readonly answer: Answer } {
  return {
    path: route.path,
    answer: textAnswer(200, 'body' in route ? route.body : paddedRecord(route.bytes)),
  }
}

function paddedRecord(bytes: number): string {
  const frame = JSON.stringify({ id: 1, padding: '' }).length
  if (!Number.isInteger(bytes) || bytes < frame || bytes > BODY_LIMIT) {
    throw new TypeError(`The raw route is from ${frame} to ${BODY_LIMIT} bytes long.`)
  }
  return JSON.stringify({ id: 1, padding: 'x'.repeat(bytes - frame) })
}
