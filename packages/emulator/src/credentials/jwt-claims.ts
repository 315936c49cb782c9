import type { Json, JsonObject } from '../json.ts'
import type { Flaw } from './judgement.ts'
import type { JwtScheme } from './scheme.ts'

/** The first claim that is wrong at `now` (milliseconds since 1970). No leeway: the clocks are the test's. */
export function claimsFlaw(claims: JsonObject, scheme: JwtScheme, now: number): Flaw | undefined {
  const seconds = now / 1000
  return expiryFlaw(claims.exp, scheme, seconds) ?? startFlaw(claims, seconds) ?? audienceFlaw(claims, scheme)
}

function expiryFlaw(exp: Json | undefined, scheme: JwtScheme, seconds: number): Flaw | undefined {
  if (typeof exp !== 'number') return flaw("has no claim 'exp' that is a number")
  if (exp <= seconds) return { ...flaw("is expired by its claim 'exp'"), expired: true }
  if (scheme.maxAge === undefined || exp <= seconds + scheme.maxAge) return undefined
  return flaw(`has a claim 'exp' over ${scheme.maxAge} seconds ahead`)
}

function startFlaw(claims: JsonObject, seconds: number): Flaw | undefined {
  for (const name of ['nbf', 'iat'] as const) {
    const time = claims[name]
    if (time === undefined) continue
    if (typeof time !== 'number') return flaw(`has a claim '${name}' that is no number`)
    if (time > seconds) return flaw(`has a claim '${name}' in the future`)
  }
  return undefined
}

/** RFC 7519, 4.1.3: a text or a list of texts. */
function audienceFlaw({ aud }: JsonObject, { audience }: JwtScheme): Flaw | undefined {
  if (audience === undefined || aud === audience) return undefined
  return Array.isArray(aud) && aud.includes(audience) ? undefined : flaw("has another audience in 'aud'")
}

function flaw(message: string): Flaw {
  return { code: 'invalid', message }
}
