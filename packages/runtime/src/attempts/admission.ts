import type { Limit } from '../governor/limit.ts'
import type { Projection } from '../projection.ts'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import type { FailedAttempt } from './failed-attempt.ts'

/** Asked before every attempt whether it may go out, and told how the third party answered it. */
export interface Governor {
  /** @throws SallyportError `upstream_rate_limited` with `retryAt`, where the wait would be too long. */
  admit(call: ResolvedCall, signal?: AbortSignal): Promise<Admission>
  /** How the allowance stands on which the latest call counted, where anybody knows. */
  limit?(): Limit | undefined
}

/** The leave to send one request. */
export interface Admission {
  /**
   * Ends it, once.
   *
   * @param answer Where one arrived.
   * @param retryAt When the third party wants to be asked again, where it said so.
   */
  done(answer?: Pick<UpstreamAnswer, 'status' | 'headers'>, retryAt?: Date): void
}

/** What an attempt gave, or how it failed, and the answer where one arrived. */
export interface Heard {
  readonly meaning: Projection | FailedAttempt
  readonly answer?: UpstreamAnswer
}

interface Governed {
  readonly call: ResolvedCall
  readonly governor?: Governor
  readonly signal?: AbortSignal
}

/** Sends with the governor's leave, where there is one, and tells it what came of that. */
export async function withLeave(
  { call, governor, signal }: Governed,
  send: () => Promise<Heard>,
): Promise<Projection | FailedAttempt> {
  const admission = await governor?.admit(call, signal)
  let heard: Heard | undefined
  try {
    heard = await send()
    return heard.meaning
  } finally {
    admission?.done(heard?.answer, retryAtOf(heard))
  }
}

/** The same for what is a file or takes several requests: the whole counts as one. */
export async function counted<T>({ call, governor, signal }: Governed, work: () => Promise<T>): Promise<T> {
  const admission = await governor?.admit(call, signal)
  try {
    return await work()
  } finally {
    admission?.done()
  }
}

function retryAtOf(heard: Heard | undefined): Date | undefined {
  return heard !== undefined && 'error' in heard.meaning ? heard.meaning.error.retryAt : undefined
}
