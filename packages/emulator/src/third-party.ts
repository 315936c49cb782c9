import type { FaultRule } from './faults/fault.ts'
import { spoil } from './faults/spoil.ts'
import type { JsonObject } from './json.ts'
import { entryOf } from './ledger/entry-of.ts'
import type { Lie } from './page/page.ts'
import type { ReceivedRequest } from './receive/received-request.ts'
import { type Answer, type Outcome, statusOf } from './respond/answer.ts'
import { AnswerHeaders } from './respond/answer-headers.ts'
import { unlessModified, withEtag } from './respond/etag.ts'
import { ReadingCache } from './respond/reading-cache.ts'
import { turnedAway } from './respond/turned-away.ts'
import { isUnchanged } from './respond/unchanged.ts'
import { type Arrival, STRANGER, type Visit } from './respond/visit.ts'
import { tellFault, tellProblem } from './tell-problem.ts'
import { then } from './then.ts'
import type { ThirdPartyParts } from './third-party-parts.ts'

interface Played {
  readonly fault: FaultRule | undefined
  readonly record: (status: number | null) => void
}

/** An emulated third party without its sockets: a request in, an answer out, and an entry in the ledger. */
export class ThirdParty {
  readonly #parts: ThirdPartyParts
  readonly #cache: ReadingCache
  readonly #headers: AnswerHeaders

  constructor(parts: ThirdPartyParts) {
    this.#parts = parts
    this.#cache = new ReadingCache(parts.version, parts.behaviour)
    this.#headers = new AnswerHeaders(parts.behaviour, parts.templates)
  }

  handle(request: ReceivedRequest): Outcome | Promise<Outcome> {
    const { surfaces, admit, problem, rateLimit, surroundings } = this.#parts
    const mark = request.url.indexOf('?')
    const path = mark < 0 ? request.url : request.url.slice(0, mark)
    const surface = surfaces.find(({ takes }) => takes(path))
    if (!surface) return problem('no_route', {})
    const time = surroundings.now()
    return then(this.#cache.read(surface, request), (reading) =>
      then(surface.open ? STRANGER : admit(request), (known) => {
        const visitor = reading.open ? { ...known, problem: undefined, violation: undefined } : known
        const limit = rateLimit.spend(visitor.problem ? '' : (visitor.credential ?? ''), path)
        return this.#visit({ request, path, time, reading, visitor, limit })
      }),
    )
  }

  #visit(arrival: Arrival): Outcome | Promise<Outcome> {
    const { request, path, reading, visitor, limit } = arrival
    const { faults, ledger, surroundings, behaviour, rateLimit } = this.#parts
    const fault = faults.take({
      operation: reading.operation ?? undefined,
      method: request.method,
      path,
      credential: visitor.credential,
      presented: reading.presented ? { ...visitor.presented, ...reading.presented } : visitor.presented,
    })
    const visit: Visit = {
      ...arrival,
      fault: fault?.kind ?? null,
      trouble: turnedAway({ behaviour, rateLimit, now: surroundings.now }, arrival),
      headers: { ...this.#headers.next(surroundings, request.headers, visitor), ...limit.headers },
    }
    const record = (status: number | null) => ledger.record(entryOf(visit, status), request.body?.length)
    return then(this.#outcome(visit, { fault, record }), (outcome) => {
      record(statusOf(outcome))
      return outcome
    })
  }

  /** What fails here has been seen all the same: the server answers it with 500. */
  #outcome(visit: Visit, { fault, record }: Played): Outcome | Promise<Outcome> {
    const failed = (error: unknown): never => {
      record(500)
      throw error
    }
    try {
      const outcome = fault ? this.#spoiled(visit, fault) : this.#answer(visit)
      return outcome instanceof Promise ? outcome.catch(failed) : outcome
    } catch (error) {
      return failed(error)
    }
  }

  /** The true answer, with everything that the vendor gives along. */
  #answer(visit: Visit, lie?: Lie): Answer | Promise<Answer> {
    return then(this.#bareAnswer(visit, lie), (answer) => withHeaders(visit, answer))
  }

  #bareAnswer(visit: Visit, lie: Lie | undefined): Answer | Promise<Answer> {
    const { request, reading, visitor, trouble } = visit
    if (trouble) {
      const variables = trouble.variables as JsonObject
      return tellProblem(this.#parts, visit, { name: trouble.problem, variables })
    }
    const kept = this.#parts.idempotency?.find(request, visitor.credential)
    if (kept === 'mismatch')
      return tellProblem(this.#parts, visit, { name: 'idempotency_mismatch', variables: {} })
    if (kept) return kept
    return then(isUnchanged(this.#parts.behaviour, visit, this.#parts.surfaces), (unchanged) => {
      if (!unchanged) return tellProblem(this.#parts, visit, { name: 'precondition_failed', variables: {} })
      const limits = reading.fresh
        ? () => this.#parts.rateLimit.overview(visitor.credential ?? '')
        : undefined
      const answer = () => reading.answer({ request, visitor, lie, limits })
      return then(lie ? answer() : this.#cache.answer(visit, answer), (answer) =>
        this.#finished(visit, answer),
      )
    })
  }

  #finished({ request, visitor, path }: Visit, answer: Answer): Answer {
    const { behaviour, idempotency, rateLimit } = this.#parts
    idempotency?.keep(request, visitor.credential, answer)
    if (!behaviour.etag || (request.method !== 'GET' && request.method !== 'HEAD')) return answer
    const given = unlessModified(withEtag(answer, behaviour.etag), request.headers['if-none-match'])
    if (given.status !== 304 || !behaviour.rateLimit?.unchangedIsFree) return given
    return { ...given, headers: { ...given.headers, ...rateLimit.refund(visitor.credential ?? '', path) } }
  }

  #spoiled(visit: Visit, fault: FaultRule): Outcome | Promise<Outcome> {
    const { surroundings, random } = this.#parts
    return spoil(fault, {
      operation: visit.reading.operation ?? undefined,
      request: visit.request,
      origin: surroundings.origin,
      now: surroundings.now,
      random,
      problem: (name, variables = {}) =>
        withHeaders(visit, tellFault(this.#parts, visit, { name, variables })),
      answer: () => this.#answer(visit),
      lyingPage: (how) => this.#answer(visit, how),
    })
  }
}

function withHeaders({ headers }: Visit, answer: Answer): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } }
}
