import { SallyportError } from '@sallyport/errors'
import { sizeOf } from '../file-input.ts'
import { outcomeOfRequest } from '../outcome.ts'
import { nameOf } from '../resolve/resolved-call.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import { nothingHappened } from './nothing-happened.ts'
import { PieceSender } from './piece-sender.ts'
import { type Piece, piecesOf } from './pieces-of.ts'
import type { Session, Upload } from './session.ts'
import { withinTime } from './within-time.ts'

/** Most that is held of a file, whatever a definition says. */
const MAX_PIECE = 16 * 1024 * 1024

/**
 * Sends the file piece by piece, and gives the answer to the last one.
 *
 * @throws SallyportError; `outcome_unknown` where nothing tells what became of the last piece.
 */
export async function sendPieces(upload: Upload, session: Session, pieces: number): Promise<UpstreamAnswer> {
  const { file, signal } = upload
  const source = piecesOf(file.content, Math.min(pieces, MAX_PIECE))
  const sender = new PieceSender(upload, session, sizeOf(file))
  try {
    return await sendAll(upload, source, sender)
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error
    throw sender.outcome ?? nothingHappened(error)
  } finally {
    // Not awaited: a source that hangs would hang this too.
    source.return(undefined).catch(() => {})
  }
}

async function sendAll(
  upload: Upload,
  source: AsyncGenerator<Piece, undefined>,
  sender: PieceSender,
): Promise<UpstreamAnswer> {
  for (;;) {
    const { done, value: piece } = await withinTime(source.next(), upload)
    // The last piece always ends with an answer or an error.
    if (done) throw new TypeError('a file has ended without a last piece')
    const answer = await sender.send(piece)
    if (answer !== undefined && piece.last) return answer
    if (answer !== undefined) throw endedEarly(upload, answer)
  }
}

/** It may have made a file of what it had. */
function endedEarly({ call, takes }: Upload, { status }: UpstreamAnswer): unknown {
  const error = new SallyportError(
    'upstream_malformed',
    `${nameOf(call)}: ${call.definition.title} ended the upload before the last byte.`,
  )
  return takes.finish === undefined ? outcomeOfRequest(call, error, status) : error
}
