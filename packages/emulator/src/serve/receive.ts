import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Outcome } from '../respond/answer.ts'
import { type Deliver, fail } from './deliver.ts'
import { hasBody, noBody, readBody } from './read-body.ts'

export type Handler = (request: ReceivedRequest) => Outcome | Promise<Outcome>

/** How many bytes of a body are kept, by method, path without query, and headers. */
export type BodyLimit = (method: string, path: string, headers: IncomingHttpHeaders) => number

export interface ReceiveOptions {
  readonly handle: Handler
  readonly deliver: Deliver
  /** Milliseconds before each answer. */
  readonly delay: number
  readonly bodyLimit: number | BodyLimit
  readonly onError: (error: unknown) => void
}

export type Receive = (incoming: IncomingMessage, response: ServerResponse) => void

/** Reads requests whole, and has them answered. A handler that fails is an answer of 500. */
export function createReceive(options: ReceiveOptions): Receive {
  const { bodyLimit } = options
  return (incoming, response) => {
    const { method = 'GET', url = '/', headers } = incoming
    const answer = (body: Buffer | undefined) => handle(options, response, { method, url, headers, body })
    // Waiting for the end of a body that is not there costs a turn of the event loop.
    if (!hasBody(headers)) return answer(noBody())
    const limit = typeof bodyLimit === 'number' ? bodyLimit : bodyLimit(method, pathOf(url), headers)
    if (isExpecting(headers)) {
      // RFC 9110, 10.1.1: whoever asks first need not send what will not be read.
      if (Number(headers['content-length']) > limit) return answer(undefined)
      response.writeContinue()
    }
    readBody(incoming, limit, answer)
  }
}

function handle(options: ReceiveOptions, response: ServerResponse, request: ReceivedRequest): void {
  const { deliver, delay, onError } = options
  const failed = (error: unknown) => {
    onError(error)
    fail(response)
  }
  const done = (outcome: Outcome) => deliver(response, delay === 0 ? outcome : { after: delay, outcome })
  try {
    const outcome = options.handle(request)
    if (outcome instanceof Promise) outcome.then(done).catch(failed)
    else done(outcome)
  } catch (error) {
    failed(error)
  }
}

function isExpecting(headers: IncomingHttpHeaders): boolean {
  return headers.expect?.toLowerCase() === '100-continue'
}

export function pathOf(url: string): string {
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}
