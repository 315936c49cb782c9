import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Outcome } from '../respond/answer.ts'
import { dribble } from './dribble.ts'

/** How long half a body gets to reach the client before the reset, which makes it lose what it has not read. */
const BEFORE_RESET_MS = 25

export interface DeliverOptions {
  /** The `Date` header, where Node.js does not write it. */
  readonly date: (() => string) | undefined
  /** Node.js writes the machine's date by itself, which costs less. */
  readonly dateByNode: boolean
  readonly onError: (error: unknown) => void
}

export type Deliver = (response: ServerResponse, outcome: Outcome) => void

/** Turns outcomes into bytes. What fails on the way is an answer of 500, or the end of the connection. */
export function createDeliver({ date, dateByNode, onError }: DeliverOptions): Deliver {
  return function deliver(response, outcome) {
    if (outcome === 'silence' || response.destroyed) return
    if (outcome === 'reset') return reset(response)
    if ('after' in outcome) {
      setTimeout(deliver, outcome.after, response, outcome.outcome).unref()
      return
    }
    try {
      const isDated = !date || (dateByNode && outcome.headerInterval === undefined)
      // An answer that names a date of its own keeps it.
      const dated = isDated ? outcome : { ...outcome, headers: { date: date(), ...outcome.headers } }
      write(response, dated, onError)
    } catch (error) {
      onError(error)
      fail(response)
    }
  }
}

/** An answer for a failure of the emulator itself. It says nothing of the request, which may hold secrets. */
export function fail(response: ServerResponse): void {
  if (response.destroyed) return
  if (response.headersSent) return void response.destroy()
  const text = 'The emulator failed at this request. Its option onError is told why.\n'
  response.writeHead(500, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

function write(response: ServerResponse, given: Answer, onError: (error: unknown) => void): void {
  const answer = given.status === 204 ? { ...given, headers: withoutLength(given.headers) } : given
  if (answer.headerInterval !== undefined) dribble(response, answer).catch(onError)
  // An answer to HEAD has no body to break in.
  else if (answer.broken && response.req.method === 'HEAD') reset(response)
  else if (answer.broken) breakOff(response, answer)
  else send(response, answer, onError)
}

function send(response: ServerResponse, answer: Answer, onError: (error: unknown) => void): void {
  const { body, interval } = answer
  writeHead(response, answer)
  if (typeof body !== 'function') response.end(body)
  else if (response.req.method === 'HEAD') response.end()
  else {
    const pieces = body()
    const source = Readable.from(interval === undefined ? pieces : paced(pieces, interval), {
      objectMode: false,
    })
    pipeline(source, response).catch((error) => {
      response.destroy()
      // The client may stop reading: then there is nobody left to tell.
      if (error?.code !== 'ERR_STREAM_PREMATURE_CLOSE') onError(error)
    })
  }
}

function writeHead(response: ServerResponse, { status, headers, repeated }: Answer): void {
  if (repeated) response.writeHead(status, [...Object.entries(headers), ...repeated].flat())
  else response.writeHead(status, headers)
}

/** RFC 9110, 8.6: an answer of 204 has no Content-Length. */
function withoutLength(headers: Answer['headers']): Answer['headers'] {
  const { 'content-length': _, ...rest } = headers
  return rest
}

async function* paced(pieces: Iterable<Buffer> | AsyncIterable<Buffer>, ms: number): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    yield piece
    await pause(ms, undefined, { ref: false })
  }
}

function breakOff(response: ServerResponse, answer: Answer): void {
  const { body, broken } = answer
  const half = typeof body === 'function' ? Buffer.from('[') : body.subarray(0, body.length / 2)
  writeHead(response, answer)
  response.write(half, () => {
    if (broken === 'truncated') response.req.socket.end()
    else setTimeout(reset, BEFORE_RESET_MS, response).unref()
  })
}

function reset(response: ServerResponse): void {
  // An answer that waits for one before it on the same connection has no socket of its own yet.
  response.req.socket.resetAndDestroy()
}
