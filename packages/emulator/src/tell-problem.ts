import type { JsonObject } from './json.ts'
import type { Answer } from './respond/answer.ts'
import type { ProblemAnswers } from './respond/problem-answers.ts'
import type { RateLimit } from './respond/rate-limit.ts'
import { commonVariables, type Surroundings } from './respond/request-variables.ts'
import { secondsFrom } from './respond/turned-away.ts'
import type { Visit } from './respond/visit.ts'

interface Teller {
  readonly problem: ProblemAnswers
  readonly rateLimit: RateLimit
  readonly surroundings: Surroundings
}

/** What is told, and what the vendor's words for it may speak of. */
export interface Told {
  readonly name: string
  readonly variables: JsonObject
}

/** The vendor's words for a problem of this request. */
export function tellProblem(
  { problem, surroundings }: Teller,
  { request, visitor, reading }: Visit,
  { name, variables }: Told,
): Answer {
  return problem(name, {
    ...commonVariables(surroundings),
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

/** A fault of the allowance speaks of its end in headers and in words. */
export function tellFault(teller: Teller, visit: Visit, { name, variables }: Told): Answer {
  const { resetAfter, retryAfter } = variables
  const seconds = Number(resetAfter ?? retryAfter ?? 0)
  const resetAt = secondsFrom(teller.surroundings.now(), seconds)
  const answer = tellProblem(teller, visit, {
    name,
    variables: { ...variables, retryAfter: seconds, resetAt },
  })
  if (resetAfter === undefined) return answer
  return { ...answer, headers: { ...answer.headers, ...teller.rateLimit.spent(seconds, visit.path) } }
}
