import type { Behaviour } from './behaviour/behaviour.ts'
import type { TemplateWorld } from './behaviour/filled.ts'
import type { Admit } from './credentials/admit.ts'
import type { FaultRule } from './faults/fault.ts'
import type { Faults } from './faults/faults.ts'
import { spoil } from './faults/spoil.ts'
import type { JsonObject } from './json.ts'
import { entryOf } from './ledger/entry-of.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Lie } from './page/page.ts'
import type { ReceivedRequest } from './receive/received-request.ts'
import { type Answer, type Outcome, statusOf } from './respond/answer.ts'
import { AnswerHeaders } from './respond/answer-headers.ts'
import { unlessModified, withEtag } from './respond/etag.ts'
import type { Idempotency } from './respond/idempotency.ts'
import type { ProblemAnswers } from './respond/problem-answers.ts'
import type { RateLimit } from './respond/rate-limit.ts'
import { ReadingCache } from './respond/reading-cache.ts'
import { commonVariables, type Surroundings } from './respond/request-variables.ts'
import type { Surface } from './respond/surface.ts'
import { secondsFrom, turnedAway } from './respond/turned-away.ts'
import { isUnchanged } from './respond/unchanged.ts'
import { type Arrival, STRANGER, type Visit } from './respond/visit.ts'
import { then } from './then.ts'

export interface ThirdPartyParts {
  readonly behaviour: Behaviour
  /** The first that takes a path answers it. */
  readonly surfaces: readonly Surface[]
  readonly admit: Admit
  readonly faults: Faults
  readonly ledger: Ledger
  readonly problem: ProblemAnswers
  readonly rateLimit: RateLimit
  readonly idempotency: Idempotency | undefined
  readonly surroundings: Surroundings
  readonly templates: TemplateWorld
  readonly random: () => number
  /** Grows with every change of the records. */
  readonly version: () => number
}

/** An emulated third party without its sockets: a request in, an answer out, and an entry in the ledger. */
export class ThirdParty {
  readonly #parts: ThirdPartyParts
  readonly #cache: ReadingCache
  readonly #headers: AnswerHeaders

  constructor(parts: ThirdPartyParts) {
    this.#parts = parts
    this.#cache = new ReadingCache(parts.version)
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
      headers: { ...this.#headers.next(surroundings, request.headers), ...limit.headers },
    }
    return then(fault ? this.#spoiled(visit, fault) : this.#answer(visit), (outcome) => {
      ledger.record(entryOf(visit, statusOf(outcome)), request.body?.length)
      return outcome
    })
  }

  /** The true answer, with everything that the vendor gives along. */
  #answer(visit: Visit, lie?: Lie): Answer | Promise<Answer> {
    return then(this.#bareAnswer(visit, lie), (answer) => withHeaders(visit, answer))
  }

  #bareAnswer(visit: Visit, lie: Lie | undefined): Answer | Promise<Answer> {
    const { request, reading, visitor, trouble } = visit
    if (trouble) return this.#problem(trouble.problem, visit, trouble.variables as JsonObject)
    const kept = this.#parts.idempotency?.find(request, visitor.credential)
    if (kept === 'mismatch') return this.#problem('idempotency_mismatch', visit, {})
    if (kept) return kept
    return then(isUnchanged(this.#parts.behaviour, visit, this.#parts.surfaces), (unchanged) => {
      if (!unchanged) return this.#problem('precondition_failed', visit, {})
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
      problem: (name, variables) => withHeaders(visit, this.#told(name, visit, variables ?? {})),
      answer: () => this.#answer(visit),
      lyingPage: (how) => this.#answer(visit, how),
    })
  }

  /** A fault of the allowance speaks of its end in headers and in words. */
  #told(name: string, visit: Visit, variables: JsonObject): Answer {
    const { resetAfter, retryAfter } = variables
    const seconds = Number(resetAfter ?? retryAfter ?? 0)
    const resetAt = secondsFrom(this.#parts.surroundings.now(), seconds)
    const answer = this.#problem(name, visit, { ...variables, retryAfter: seconds, resetAt })
    if (resetAfter === undefined) return answer
    return { ...answer, headers: { ...answer.headers, ...this.#parts.rateLimit.spent(seconds, visit.path) } }
  }

  #problem(name: string, { request, visitor, reading }: Visit, variables: JsonObject): Answer {
    return this.#parts.problem(name, {
      ...commonVariables(this.#parts.surroundings),
      headers: request.headers,
      method: request.method,
      url: request.url,
      query: reading.query,
      body: reading.body ?? {},
      operation: reading.about ?? { name: reading.operation },
      visitor: { subject: visitor.subject, scopes: visitor.scopes },
      ...variables,
    })
  }
}

function withHeaders({ headers }: Visit, answer: Answer): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } }
}
