import type { Visitor } from '../credentials/visitor.ts'
import type { EntrySource } from '../ledger/entry-of.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Reading } from './surface.ts'
import type { Trouble } from './world.ts'

/** A request of which is known what it asks for, and who asks. */
export interface Arrival extends Omit<EntrySource, 'fault' | 'trouble'> {
  readonly request: ReceivedRequest
  readonly reading: Reading
  readonly visitor: Visitor
  readonly limit: ReturnType<RateLimit['spend']>
}

/** One request on its way through. */
export interface Visit extends Arrival, Pick<EntrySource, 'fault'> {
  /** Why it is turned away. */
  readonly trouble: Trouble | undefined
  /** Headers that every answer to it has. */
  readonly headers: Readonly<Record<string, string>>
}

/** Who asks where everybody is let in. */
export const STRANGER: Visitor = {
  credential: null,
  presented: {},
  subject: undefined,
  scopes: undefined,
  problem: undefined,
  violation: undefined,
}
