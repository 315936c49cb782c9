import { apiKeyJudge } from './api-key.ts'
import { awsSignatureJudge } from './aws-signature.ts'
import { basicJudge } from './basic.ts'
import { bearerJudge } from './bearer.ts'
import type { Judge, JudgeContext } from './judgement.ts'
import { jwtJudge } from './jwt.ts'
import type { CredentialScheme } from './scheme.ts'

/** One judge for each scheme, in their order; JWT goes before bearer, which takes what JWT leaves. */
export function createJudges(schemes: readonly CredentialScheme[], context: JudgeContext): readonly Judge[] {
  const alone = !schemes.some(({ scheme }) => scheme === 'bearer')
  const jwt = schemes.filter(({ scheme }) => scheme === 'jwt')
  const rest = schemes.filter(({ scheme }) => scheme !== 'jwt')
  const ordered = alone ? schemes : [...jwt, ...rest]
  return ordered.map((scheme) => judgeOf(scheme, context, alone))
}

function judgeOf(scheme: CredentialScheme, context: JudgeContext, alone: boolean): Judge {
  switch (scheme.scheme) {
    case 'bearer':
      return bearerJudge(scheme, context)
    case 'apiKey':
      return apiKeyJudge(scheme, context)
    case 'basic':
      return basicJudge(scheme, context)
    case 'jwt':
      return jwtJudge(scheme, context, alone)
    case 'awsSignature':
      return awsSignatureJudge(scheme, context)
  }
}
