import type { Variables } from '../behaviour/filled.ts'
import { isObject, type Json } from '../json.ts'
import { contentVariables } from '../media/content-variables.ts'
import type { CheckedRequest } from '../receive/checked-request.ts'
import type { Asking } from './surface.ts'

export interface Surroundings {
  /** The emulator's own origin. */
  readonly origin: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Who the credential belongs to, where nothing else is known. */
  readonly me: Json
}

/** Times in the forms that vendors write them, each written when it is asked for. */
function nowVariables(now: number): Readonly<Record<string, string | number>> {
  const precise = () => new Date(now).toISOString()
  return {
    ms: now,
    seconds: Math.floor(now / 1000),
    get precise() {
      return precise()
    },
    get iso() {
      return `${precise().slice(0, 19)}Z`
    },
    get date() {
      return precise().slice(0, 10)
    },
  }
}

/** What every template may speak of. */
export function commonVariables({ origin, now, me }: Surroundings): Variables {
  return { origin, me, now: nowVariables(now()) }
}

/** What the templates of an operation may speak of. */
export function requestVariables(
  surroundings: Surroundings,
  checked: Pick<CheckedRequest, 'path' | 'query' | 'body' | 'contents'>,
  { request, visitor, limits }: Asking,
): Variables {
  const [content] = checked.contents
  return {
    ...commonVariables(surroundings),
    path: checked.path,
    query: checked.query,
    body: checked.body ?? {},
    params: isObject(checked.body) ? { ...checked.query, ...checked.body } : checked.query,
    headers: request.headers,
    method: request.method,
    url: request.url,
    ...(limits && { limits: limits() }),
    visitor: { subject: visitor.subject, scopes: visitor.scopes, credential: visitor.credential },
    ...(content && { content: contentVariables(content) }),
  }
}
