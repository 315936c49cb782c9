import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../answer.ts'
import { credentialHash } from '../ledger.ts'
import type { Violation } from '../request-check.ts'
import { badCredentials, requiresAuthentication, userAgentRequired } from './refusals.ts'

export interface Visitor {
  /** SHA-256 of the token that was presented. */
  readonly credential: string | null
  /** Why the request is turned away, whatever it asks for. */
  readonly refused?: { readonly violation: Violation; readonly answer: Answer }
}

/**
 * Looks at who is asking. `tokens` holds hashes; a token is presented as `Bearer x` or `token x`
 * (docs.github.com/rest/authentication/authenticating-to-the-rest-api).
 */
export function admit(headers: IncomingHttpHeaders, tokens: ReadonlySet<string>): Visitor {
  const presented = headers.authorization?.trim()
  const token = presented && /^(?:bearer|token) +(\S+)$/i.exec(presented)?.[1]
  // What follows another scheme is a secret as well.
  const credential = presented ? credentialHash(token ?? presented.replace(/^\S+ +/, '')) : null
  if (!headers['user-agent']) return turnedAway(credential, missing('user-agent'), userAgentRequired())
  if (!credential) return turnedAway(credential, missing('authorization'), requiresAuthentication())
  if (token && tokens.has(credential)) return { credential }
  const violation = {
    in: 'header',
    field: 'authorization',
    code: 'invalid',
    message: 'is no token of this server',
  } as const
  return turnedAway(credential, violation, badCredentials())
}

function missing(field: string): Violation {
  return { in: 'header', field, code: 'missing', message: `must have header '${field}'` }
}

function turnedAway(credential: string | null, violation: Violation, answer: Answer): Visitor {
  return { credential, refused: { violation, answer } }
}
