import type { Answer, Outcome } from '../answer.ts'
import type { FaultRule } from '../fault.ts'
import type { Faults } from '../faults.ts'
import type { Ledger, Verdict } from '../ledger.ts'
import type { Violation } from '../request-check.ts'
import type { ReceivedRequest } from '../serve.ts'
import { admit, type Visitor } from './admit.ts'
import type { RateLimit } from './rate-limit.ts'
import { type Reader, type ReadRequest, readRequest } from './read-request.ts'
import { type Responder, respond } from './respond.ts'
import { spoil } from './spoil.ts'

export interface GithubParts {
  /** SHA-256 hashes of the tokens that are accepted. */
  readonly tokens: ReadonlySet<string>
  readonly reader: Reader
  readonly responder: Responder
  readonly rateLimit: RateLimit
  readonly ledger: Ledger
  readonly faults: Faults
  readonly now: () => number
}

/** Reads are pure, so one that was answered is answered again from here until something is written. */
interface Remembered extends ReadRequest {
  answer?: Answer
}

const REMEMBERED = 200
const HEADERS = ['accept', 'content-type', 'user-agent', 'x-github-api-version'] as const

/** One request on its way through. */
interface Visit {
  readonly request: ReceivedRequest
  readonly visitor: Visitor
  readonly read: Remembered
  readonly fault: FaultRule | undefined
}

/** The emulated GitHub without its sockets: a request in, an answer out, and an entry in the ledger. */
export class Github {
  readonly #parts: GithubParts
  readonly #remembered = new Map<string, Remembered>()
  #requests = 0

  constructor(parts: GithubParts) {
    this.#parts = parts
  }

  handle(request: ReceivedRequest): Outcome {
    const { tokens, faults, rateLimit } = this.#parts
    const visitor = admit(request.headers, tokens)
    const read = this.#read(request)
    const fault = faults.take({ operation: read.operation?.name, path: read.path })
    const visit = { request, visitor, read, fault }
    const outcome = this.#outcome(visit)
    this.#record(visit, outcome)
    if (typeof outcome === 'string') return outcome
    const allowance = rateLimit.spend(visitor.refused ? '' : (visitor.credential ?? ''), read.path)
    return { ...outcome, headers: { ...allowance, ...this.#nextId(), ...outcome.headers } }
  }

  #read(request: ReceivedRequest): Remembered {
    if (request.method !== 'GET') return readRequest(this.#parts.reader, request)
    const known = this.#remembered.get(request.url)
    if (known) return known
    const read = readRequest(this.#parts.reader, request)
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear()
    this.#remembered.set(request.url, read)
    return read
  }

  #outcome({ request, visitor, read, fault }: Visit): Outcome {
    const answer = () => visitor.refused?.answer ?? this.#answer(read)
    if (!fault) return answer()
    const committed = fault.committed ? answer() : undefined
    return spoil(fault, {
      operation: read.operation,
      url: request.url,
      authorization: request.headers.authorization,
      rateLimit: this.#parts.rateLimit,
      linkOrigin: this.#parts.responder.linkOrigin,
      answer: () => committed ?? answer(),
    })
  }

  #answer(read: Remembered): Answer {
    if (read.answer) return read.answer
    if ('refusal' in read.result) return read.result.refusal
    const answer = respond(this.#parts.responder, read.result.valid)
    if (read.operation?.method === 'GET') read.answer = answer
    else this.#remembered.clear()
    return answer
  }

  #record({ request, visitor, read, fault }: Visit, outcome: Outcome): void {
    const refused = visitor.refused !== undefined || 'refusal' in read.result
    const violations = visitor.refused ? [visitor.refused.violation, ...read.violations] : read.violations
    this.#parts.ledger.record({
      time: this.#parts.now(),
      method: request.method,
      path: read.path,
      operation: read.operation?.name ?? null,
      query: read.query,
      headers: selected(request.headers),
      credential: visitor.credential,
      verdict: verdictOf(refused, violations),
      violations,
      fault: fault?.kind ?? null,
      status: typeof outcome === 'string' ? null : outcome.status,
    })
  }

  #nextId(): Record<string, string> {
    const id = (++this.#requests).toString(16).toUpperCase().padStart(8, '0')
    return {
      'x-github-request-id': `0000:00000:0000000:0000000:${id}`,
      'x-github-media-type': 'github.v3; format=json',
    }
  }
}

function verdictOf(refused: boolean, violations: readonly Violation[]): Verdict {
  if (refused) return 'refused'
  return violations.length > 0 ? 'tolerated' : 'valid'
}

function selected(headers: ReceivedRequest['headers']): Record<string, string> {
  const selected: Record<string, string> = {}
  for (const name of HEADERS) {
    const value = headers[name]
    if (value !== undefined) selected[name] = String(value)
  }
  return selected
}
