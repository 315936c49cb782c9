import type { ReceivedRequest } from '../receive/received-request.ts'
import { type Answer, jsonAnswer } from '../respond/answer.ts'
import type { Match } from './endpoints.ts'
import type { LiveToken } from './find-token.ts'
import type { Unsettled } from './oauth-answer.ts'
import { presentedIn } from './read-form.ts'
import type { OAuthUser } from './settings.ts'

export interface UserInfoParts {
  readonly users: ReadonlyMap<string, OAuthUser>
  readonly find: (token: string) => LiveToken | 'expired' | undefined
}

/** The claims of the user whom the bearer token speaks for (OpenID Connect Core, section 5.3). */
export function userInfo(request: ReceivedRequest, { operation }: Match, given: UserInfoParts): Unsettled {
  const { authorization } = request.headers
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  return {
    operation,
    query: {},
    presented: presentedIn(request),
    violations: [],
    body: null,
    settle: async () => ({ answer: claimsAnswer(token, given), violations: [] }),
  }
}

function claimsAnswer(token: string | undefined, { users, find }: UserInfoParts): Answer {
  const found = token === undefined ? undefined : find(token)
  if (found === undefined || found === 'expired' || found.subject === undefined) {
    const challenge = token === undefined ? 'Bearer' : 'Bearer error="invalid_token"'
    return jsonAnswer(401, { error: 'invalid_token' }, { 'www-authenticate': challenge })
  }
  const user = users.get(found.subject)
  const claims = user ? { name: user.name, email: user.email, email_verified: true } : {}
  return jsonAnswer(200, { sub: found.subject, ...claims })
}
