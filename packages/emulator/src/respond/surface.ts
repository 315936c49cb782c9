import type { Visitor } from '../credentials/visitor.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Lie } from '../page/page.ts'
import type { Violation } from '../receive/checked-request.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Answer } from './answer.ts'
import type { Trouble } from './world.ts'

/** What a part of the third party makes of a request, before anything happens. */
export interface Reading {
  /** `GET /repos/{owner}/{repo}`, `mutation issueCreate`; `null` where there is none. */
  readonly operation: string | null
  readonly query: Readonly<Record<string, Json>>
  /** What the ledger keeps of the body: decoded, without secrets. */
  readonly body: Json
  readonly violations: readonly Violation[]
  /** SHA-256 in hex of secrets that the body holds. */
  readonly presented?: Readonly<Record<string, string>>
  /** Another request with its method and URL may be read in another way: it is not kept. */
  readonly unlike?: boolean
  /** It holds until records change: its path names one in another way. */
  readonly moves?: boolean
  /** Its answer changes by itself. */
  readonly fresh?: boolean
  /** What problems may say of the operation. */
  readonly about?: JsonObject
  /** Nobody has to say who they are. */
  readonly open?: boolean
  /** Why it is turned away, whoever asks. */
  readonly refusal?: Trouble | undefined
  /** Lets it take effect and gives the vendor's answer. */
  answer(asking: Asking): Answer | Promise<Answer>
}

export interface Asking {
  readonly request: ReceivedRequest
  readonly visitor: Visitor
  readonly lie?: Lie | undefined
  /** The allowances of the one who asks. */
  readonly limits?: (() => JsonObject) | undefined
}

/** One of the parts of a third party: its REST API, its GraphQL endpoint, its authorization server. */
export interface Surface {
  readonly operations: Iterable<string>
  /** Whether the path is one of its own. The last surface takes every path. */
  takes(path: string): boolean
  /** Everybody is let in: it checks credentials by itself. */
  readonly open: boolean
  read(request: ReceivedRequest): Reading | Promise<Reading>
}
