import type { ReceivedRequest } from '../receive/received-request.ts'
import { bodyMember } from './body-member.ts'
import { cookieValue } from './cookies.ts'
import { afterPrefix } from './header-prefix.ts'
import { judgeToken } from './judge-token.ts'
import type { Judge, JudgeContext, Spot } from './judgement.ts'
import { queryPairs, textOf } from './query-pairs.ts'
import type { ApiKeyScheme } from './scheme.ts'

export function apiKeyJudge(scheme: ApiKeyScheme, context: JudgeContext): Judge {
  const spot: Spot = { in: scheme.in, field: spelt(scheme) }
  return (request) => {
    const value = keyText(request, scheme)
    const key = value && afterPrefix(value, scheme.prefix ?? '')
    if (!key) return undefined
    const evidence = { spot, credential: context.hash(key) }
    return judgeToken(evidence, context.ring.tokens.get(evidence.credential), context.now())
  }
}

/** What stands at the place of the key, prefix and all. */
function keyText(request: ReceivedRequest, scheme: ApiKeyScheme): string | undefined {
  switch (scheme.in) {
    case 'header': {
      const value = request.headers[spelt(scheme)]
      return typeof value === 'string' ? value : undefined
    }
    case 'query':
      return queryText(request.url, scheme.name)
    case 'cookie':
      return cookieValue(request.headers.cookie, scheme.name)
    case 'body':
      return bodyMember(request, scheme.name)
  }
}

/** Node.js spells the names of headers small. */
function spelt(scheme: ApiKeyScheme): string {
  return scheme.in === 'header' ? scheme.name.toLowerCase() : scheme.name
}

function queryText(url: string, name: string): string | undefined {
  const value = queryPairs(url).find((pair) => textOf(pair[0]) === name)?.[1]
  return value === undefined ? undefined : textOf(value)
}
