import { setTimeout as delay } from 'node:timers/promises'
import type { Asker } from '../ask.ts'
import { bodyOf } from '../ask.ts'
import type { FileInput } from '../file-input.ts'
import { finishSession } from './finish-session.ts'
import { nothingHappened } from './nothing-happened.ts'
import { openSession } from './open-session.ts'
import { sendPieces } from './send-pieces.ts'
import { sendWhole } from './send-whole.ts'
import type { Exchanged, TakesSession, Upload } from './session.ts'

export interface SessionOptions extends Asker {
  readonly takes: TakesSession
  readonly file: FileInput
  readonly pause?: Upload['pause']
}

/**
 * Uploads a file in the steps that its operation states: an address is asked for, the file goes there, and where
 * the third party wants it a last request ends the upload. Gives the exchange whose answer is the result.
 *
 * @throws SallyportError of the families `upstream` and `engine`, without side effects as long as the third party
 * cannot have all of the file; `invalid_params` where the file is not what is needed; the reason of `signal`.
 */
export async function uploadSession(options: SessionOptions): Promise<Exchanged> {
  const upload: Upload = { ...options, pause: options.pause ?? rest }
  const { takes } = upload
  const session = await openSession(upload)
  const answer =
    takes.pieces === undefined
      ? await sendWhole(upload, session)
      : await sendPieces(upload, session, takes.pieces)
  if (takes.finish === undefined) return { sent: session.address.url, answer }
  try {
    bodyOf(upload, answer, 'anything')
  } catch (error) {
    throw nothingHappened(error)
  }
  return finishSession(upload, takes.finish, session)
}

async function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  // What rejects is told by the signal's own reason.
  await delay(milliseconds, undefined, signal && { signal }).catch(() => {})
  signal?.throwIfAborted()
}
