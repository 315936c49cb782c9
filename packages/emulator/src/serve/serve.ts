import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createDeliver } from './deliver.ts'
import { httpDates } from './http-dates.ts'
import { Listener } from './listener.ts'
import { type RawRoute, rawAnswers } from './raw-route.ts'
import { type BodyLimit, createReceive, type Handler, pathOf } from './receive.ts'

export type { BodyLimit, Handler } from './receive.ts'

export interface ServeOptions {
  /** Called once, with the address that was given. */
  readonly handlerAt: (url: string) => Handler
  /** A free port by default. */
  readonly port?: number
  /** Milliseconds before each answer; 0 by default. */
  readonly delay?: number
  readonly raw?: RawRoute | readonly RawRoute[] | undefined
  /** Larger bodies reach the handler as `undefined`; 1 MB by default. */
  readonly bodyLimit?: number | BodyLimit
  /** Milliseconds since 1970, for the `Date` header; the machine's clock by default. */
  readonly now?: (() => number) | undefined
  /** Whether `now` is the machine's clock, whose date Node.js writes for less; where `now` is left out by default. */
  readonly machineTime?: boolean
  /** Told what failed inside a handler or while an answer was made. Nothing by default. */
  readonly onError?: (error: unknown) => void
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Ends every connection, the silent ones too. */
  close(): Promise<void>
  /** Refuses connections, and ends the open ones. */
  pause(): void
  /** Listens again on the same port. */
  resume(): void
}

const BODY_LIMIT = 1_000_000

/**
 * Listens on 127.0.0.1. Rejects when the port is taken.
 *
 * @example
 * ```ts
 * const served = await serve({ handlerAt: () => () => jsonAnswer(200, { hello: 'world' }) })
 * await (await fetch(served.url)).json() // { hello: 'world' }
 * await served.close()
 * ```
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const {
    handlerAt,
    port = 0,
    delay = 0,
    raw = [],
    bodyLimit = BODY_LIMIT,
    now,
    machineTime = now === undefined,
    onError = () => {},
  } = options
  const fixed = rawAnswers([raw].flat())
  const server = createServer()
  // A client's pool decides when a connection is idle: the server must not close one under a request.
  server.keepAliveTimeout = 60_000
  const listener = new Listener(server, onError)
  await listener.open(port)
  const url = `http://127.0.0.1:${listener.port}`
  const deliver = createDeliver({ date: now && httpDates(now), dateByNode: machineTime, onError })
  const receive = createReceive({ handle: handlerAt(url), deliver, delay, bodyLimit, onError })
  const answer = (incoming: IncomingMessage, response: ServerResponse) => {
    const known = fixed.size > 0 ? fixed.get(pathOf(incoming.url ?? '/')) : undefined
    // It came over a connection that is about to end.
    if (listener.isPaused) incoming.socket.destroy()
    else if (known) deliver(response, known)
    else receive(incoming, response)
  }
  server.on('request', answer).on('checkContinue', answer).on('connect', refuseTunnel)
  return {
    url,
    close: () => listener.close(),
    pause: () => listener.pause(),
    resume: () => listener.resume(),
  }
}

function refuseTunnel(_: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {})
  socket.end('HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
}
