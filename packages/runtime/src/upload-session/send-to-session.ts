import type { SallyportError } from '@sallyport/errors'
import { ask, refusedBare } from '../ask.ts'
import { parseBodyLeniently } from '../body/parse-body.ts'
import { classify } from '../classify.ts'
import type { PlannedRequest } from '../plan.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import type { Session, Upload } from './session.ts'

/** What is sent to the address of an upload. */
export type Part = Pick<PlannedRequest, 'headers' | 'body'>

/** Sends bytes to the address of an upload, with the credential where its origin is to have it. */
export function sendToSession(
  upload: Upload,
  { address }: Session,
  { headers, body }: Part,
): Promise<UpstreamAnswer> {
  const { call, takes } = upload
  const own = address.credential ? call.definition.server.headers : {}
  const request = {
    method: takes.method,
    url: address.url,
    headers: { ...own, ...headers },
    ...(body !== undefined && { body }),
  }
  return ask(upload, request, { credential: address.credential })
}

/** The failure that an answer to bytes tells. */
export function refusalOf(
  { call, now }: Upload,
  { address }: Session,
  answer: UpstreamAnswer,
): SallyportError {
  const error = classify({ call, answer, body: parseBodyLeniently(answer), now: now() })
  return address.credential ? error : refusedBare(call, error)
}
