import type { PlannedRequest } from '../plan.ts'
import { authorizeInTime, type InTime, inTime } from './authorize-in-time.ts'
import type { Authorizer } from './authorizer.ts'

/** A request that is to carry the credential. */
export interface Stampable {
  readonly authorizer: Authorizer
  /** Names the operation: `issues.list`. */
  readonly operation: string
  readonly request: PlannedRequest
  /** What the call still has, asked for each time. */
  readonly time: () => InTime
}

/**
 * Stamps and sends a request. Where the answer says that the credential is not accepted, it is sent once more, if there
 * is a newer credential by then: such a refusal means that nothing was done. A second one is an answer.
 *
 * @throws what `authorize`, `refused` and `send` throw.
 */
export async function sendWithCredential<A>(
  { authorizer, operation, request, time }: Stampable,
  send: (stamped: PlannedRequest) => Promise<A>,
  isRefused: (answer: A) => boolean,
): Promise<A> {
  const stamped = await authorizeInTime(authorizer, request, time())
  const answer = await send(stamped)
  if (!isRefused(answer) || !canBeSentAgain(request)) return answer
  const { signal } = time()
  const renewed = await inTime(time(), () => authorizer.refused(stamped, operation, signal))
  return renewed ? send(await authorizeInTime(authorizer, request, time())) : answer
}

/** What came in pieces has gone. */
function canBeSentAgain({ body }: PlannedRequest): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array
}
