import type { Engine } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FailureOptions } from '../answer-error.ts'
import { type Html, PAGE_HEADERS } from './html.ts'

export interface ConnectRouteOptions extends FailureOptions {
  readonly engine: Engine
  /** Origin under which browsers reach the engine. */
  readonly baseUrl: () => string
  readonly randomBytes: (size: number) => Uint8Array
}

export type TicketRequest = FastifyRequest<{ Params: { ticket: string } }>

export function isSecure({ baseUrl }: ConnectRouteOptions): boolean {
  return baseUrl().startsWith('https:')
}

/** RFC 9700 4.12: a form that is sent on with 307 would bring its body along. */
export function redirect(reply: FastifyReply, location: string): FastifyReply {
  return reply
    .code(303)
    .headers({ ...PAGE_HEADERS, location })
    .send('')
}

export function sendPage(reply: FastifyReply, status: number, page: Html): FastifyReply {
  return reply.code(status).headers(PAGE_HEADERS).send(page)
}

/**
 * Browsers say who sends a form (w3c.github.io/webappsec-fetch-metadata); our own page does, or a reload of its answer.
 *
 * @throws SallyportError `foreign_browser`
 */
export function refuseOtherSites({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  throw new SallyportError(
    'foreign_browser',
    'This page was not opened by you: another page sent its form.',
    {
      fix: 'Go back to the application that you came from, and begin again.',
    },
  )
}
