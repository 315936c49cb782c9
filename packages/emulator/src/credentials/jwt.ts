import { bearerToken } from './bearer.ts'
import {
  type Evidence,
  type Flaw,
  type Judge,
  type JudgeContext,
  type Judgement,
  letIn,
  type Spot,
  turnAway,
} from './judgement.ts'
import { fits, isSignedBy } from './jwt-algorithm.ts'
import { claimsFlaw } from './jwt-claims.ts'
import type { JwtSigner } from './jwt-signer.ts'
import { issuerOf, type JwtToken, parseJwt } from './jwt-token.ts'
import type { JwtScheme } from './scheme.ts'

const SPOT: Spot = { in: 'header', field: 'authorization' }
const NO_JWT: Flaw = { code: 'unreadable', message: 'is no JWT' }
const UNKNOWN_ISSUER: Flaw = { code: 'invalid', message: "is of no accepted issuer in 'iss'" }

/** @param alone No bearer scheme takes the tokens that are no JWT of an accepted issuer. */
export function jwtJudge(scheme: JwtScheme, context: JudgeContext, alone: boolean): Judge {
  const { ring } = context
  return ({ headers }) => {
    const text = bearerToken(headers.authorization)
    if (text === undefined) return undefined
    const evidence = { spot: SPOT, credential: context.hash(text) }
    if (!alone && ring.tokens.has(evidence.credential)) return undefined
    const token = parseJwt(text)
    const signers = token && ring.issuers.get(issuerOf(token) ?? '')
    if (token && signers) return judgeToken({ evidence, token, signers }, scheme, context.now())
    return alone ? turnAway(evidence, token ? UNKNOWN_ISSUER : NO_JWT) : undefined
  }
}

interface SignedEvidence {
  readonly evidence: Evidence
  readonly token: JwtToken
  readonly signers: readonly JwtSigner[]
}

function judgeToken({ evidence, token, signers }: SignedEvidence, scheme: JwtScheme, now: number): Judgement {
  const signer = signerOf(token, scheme, signers)
  if ('message' in signer) return turnAway(evidence, signer)
  const flaw = claimsFlaw(token.claims, scheme, now)
  return flaw ? turnAway(evidence, flaw) : letIn(evidence, holder(token, signer))
}

function signerOf(token: JwtToken, scheme: JwtScheme, signers: readonly JwtSigner[]): JwtSigner | Flaw {
  const { alg, crit } = token.header
  // RFC 7515, 4.1.11: an extension that is not understood makes the JWT invalid, and none is understood here.
  if (crit !== undefined) return { code: 'unsupported', message: "has a header 'crit'" }
  const fitting = typeof alg === 'string' ? signers.filter((signer) => allows(scheme, signer, alg)) : []
  if (fitting.length === 0) return { code: 'unsupported', message: "has an 'alg' that is not accepted" }
  return (
    fitting.find((signer) => isSignedBy(token, signer.key)) ?? {
      code: 'invalid',
      message: 'has a signature that does not match',
    }
  )
}

function allows(scheme: JwtScheme, signer: JwtSigner, alg: string): boolean {
  return (
    [scheme.algorithms, signer.algorithms].every((list) => !list || list.includes(alg)) &&
    fits(alg, signer.key)
  )
}

function holder(token: JwtToken, { scopes }: JwtSigner) {
  const { sub } = token.claims
  const subject = typeof sub === 'string' ? sub : issuerOf(token)
  return { ...(subject === undefined ? {} : { subject }), ...(scopes ? { scopes } : {}) }
}
