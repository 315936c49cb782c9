import { afterPrefix } from './header-prefix.ts'
import { EXPIRED, judgeToken, UNKNOWN } from './judge-token.ts'
import {
  type Evidence,
  type Judge,
  type JudgeContext,
  type Judgement,
  letIn,
  type Spot,
  turnAway,
} from './judgement.ts'
import type { BearerScheme } from './scheme.ts'

const SPOT: Spot = { in: 'header', field: 'authorization' }
const PREFIXES = ['Bearer']

export function bearerJudge(scheme: BearerScheme, context: JudgeContext): Judge {
  const prefixes = scheme.prefixes ?? PREFIXES
  return ({ headers }) => {
    const token = bearerToken(headers.authorization, prefixes)
    if (token === undefined) return undefined
    const evidence = { spot: SPOT, credential: context.hash(token) }
    const found = context.ring.tokens.get(evidence.credential)
    if (found || !context.issued) return judgeToken(evidence, found, context.now())
    return context.issued(token).then((issued) => judgeIssued(evidence, issued))
  }
}

/** The token after any of the prefixes. */
export function bearerToken(
  authorization: string | undefined,
  prefixes: readonly string[] = PREFIXES,
): string | undefined {
  if (authorization === undefined) return undefined
  for (const prefix of prefixes) {
    const token = afterPrefix(authorization, prefix)
    // RFC 6750, 2.1: a token holds no space, so `Basic x` is no bare token.
    if (token !== undefined && !token.includes(' ')) return token
  }
  return undefined
}

function judgeIssued(
  evidence: Evidence,
  issued: Awaited<ReturnType<NonNullable<JudgeContext['issued']>>>,
): Judgement {
  if (issued === undefined) return turnAway(evidence, UNKNOWN)
  return issued === 'expired' ? turnAway(evidence, EXPIRED) : letIn(evidence, issued)
}
