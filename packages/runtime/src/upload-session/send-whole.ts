import { bytesOf, sizeOf } from '../file-input.ts'
import { outcomeOfRequest } from '../outcome.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import { nothingHappened } from './nothing-happened.ts'
import { refusalOf, sendToSession } from './send-to-session.ts'
import type { Session, Upload } from './session.ts'

/**
 * Sends the file in one request.
 *
 * @throws SallyportError; where nothing ends the upload but its last byte, `outcome_unknown` once that is sent.
 */
export async function sendWhole(upload: Upload, session: Session): Promise<UpstreamAnswer> {
  const { call, file, takes } = upload
  const size = sizeOf(file)
  const length = size === undefined ? undefined : { 'content-length': String(size) }
  let sent = false
  const told = (error: unknown, status?: number) =>
    takes.finish === undefined && sent ? outcomeOfRequest(call, error, status) : nothingHappened(error)
  const answer = await sendToSession(upload, session, {
    headers: { 'content-type': file.type, ...length },
    body: body(),
  }).catch((error: unknown) => {
    throw told(error)
  })
  if (answer.status >= 300) throw told(refusalOf(upload, session, answer), answer.status)
  return answer

  async function* body(): AsyncGenerator<Uint8Array> {
    yield* bytesOf(file.content)
    sent = true
  }
}
