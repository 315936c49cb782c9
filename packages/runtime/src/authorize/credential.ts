import type { AuthAlternative, AuthField, Definition } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { credentialOrigins, tokenOrigins } from '../destination.ts'
import type { ConnectorConfig } from '../resolve/config.ts'
import { matcherOf } from '../resolve/pattern.ts'
import { list, quote } from '../resolve/suggest.ts'

/** A credential as it is sealed: which way it authenticates, and where it may go. */
export interface Credential {
  readonly definitionId: string
  /** Name of the definition's way to authenticate that these fields fill. */
  readonly alternative: string
  readonly fields: Readonly<Record<string, string>>
  /** Exact origins that may receive it; nothing that is edited later can add one. */
  readonly origins: readonly string[]
  /**
   * Exact origins of the definition's token endpoints, where it has any: they get refresh tokens and the application's
   * secret, and never a request of the API. Sealed as the others are.
   */
  readonly tokenOrigins?: readonly string[]
  /** What a token endpoint said of the tokens among the fields. */
  readonly grant?: Grant
}

/** The tokens themselves are fields: the one that the mechanism names, and `refresh_token`. */
export interface Grant {
  /** When the access token ends, in milliseconds of the store's clock; absent where nobody knows. */
  readonly expiresAt?: number
  readonly issuedAt: number
  readonly scopes?: readonly string[]
  /** That they are the application's own (RFC 6749 4.4), and are got again in the same way. */
  readonly by?: 'client_credentials'
  /** Id of the organization's OAuth application that got them; absent where client id and secret are fields, or none is needed. */
  readonly applicationId?: string
}

/** Fields by convention, where a form has them. */
export const REFRESH_TOKEN = 'refresh_token'
export const CLIENT_ID = 'client_id'
export const CLIENT_SECRET = 'client_secret'

type Values = Readonly<Record<string, unknown>>

/** Keys by which older clients say which form they filled in. They carry no credential. */
const DISCRIMINATORS = new Set(['option_title', 'auth_type'])
const MAX_VALUE = 16_384
const MAX_PROBLEMS = 20
// RFC 9110 5.5: it goes into a header, which a control character could break out of; and no client sends
// characters beyond ASCII there, such as the quotes that a word processor puts around a copied token.
const VALUE = /^[\x21-\x7e]+$/
/** RFC 7468 3, with what stands between the lines; a key in one line has `\n` for their ends. */
const PEM =
  /^-----BEGIN [A-Z ]{1,40}-----[A-Za-z0-9+/=\s\\]{1,16000}-----END [A-Z ]{1,40}-----(?:\s|\\n){0,10}$/

/**
 * Finds the way to authenticate that a set of fields fills. Both spellings in use are understood: the
 * fields themselves, and the same below `credentials` with a discriminator beside them.
 *
 * @throws SallyportError `credential_mismatch` naming the keys given and the ways there are. No values.
 */
export function matchCredential(
  definition: Definition,
  given: Values,
  settings: ConnectorConfig = {},
): Credential {
  const fields = flatten(given)
  const ways = Object.entries(definition.auth)
  const known = new Set(ways.flatMap(([, way]) => Object.entries(way.form).flatMap(namesOf)))
  const unknown = Object.keys(fields).filter((name) => !known.has(name))
  const [match, ...others] = ways.filter(([, way]) => fills(way, fields))
  if (match === undefined || others.length > 0 || unknown.length > 0) {
    throw mismatch(definition, Object.keys(fields), { ambiguous: others.length > 0, unknown })
  }
  const [alternative, way] = match
  return {
    definitionId: definition.id,
    alternative,
    fields: readFields(definition, way, fields),
    origins: credentialOrigins(definition.server, settings),
    ...(way.mechanism.scheme === 'oauth2' && { tokenOrigins: tokenOrigins(way.mechanism) }),
  }
}

function flatten(given: Values): Values {
  const nested = given.credentials
  const all = typeof nested === 'object' && nested !== null ? { ...given, ...nested } : given
  const entries = Object.entries(all).filter(
    ([name, value]) =>
      name !== 'credentials' &&
      !DISCRIMINATORS.has(name) &&
      value !== undefined &&
      value !== null &&
      value !== '',
  )
  return Object.fromEntries(entries)
}

function namesOf([name, { aliases = [] }]: readonly [string, AuthField]): string[] {
  return [name, ...aliases]
}

function fills(way: AuthAlternative, fields: Values): boolean {
  const has = (name: string) => {
    const { [name]: field } = way.form
    return field !== undefined && namesOf([name, field]).some((spelling) => Object.hasOwn(fields, spelling))
  }
  return Object.entries(way.form).every(
    ([name, { optional }]) => optional || has(name) || canBeGot(way, name, has),
  )
}

/** An access token that a token endpoint will give need not be given here. */
function canBeGot({ mechanism }: AuthAlternative, name: string, has: (name: string) => boolean): boolean {
  if (mechanism.scheme !== 'oauth2' || name !== mechanism.field) return false
  const { grants } = mechanism
  if (grants.includes('refresh_token') && has(REFRESH_TOKEN)) return true
  return grants.includes('client_credentials') && has(CLIENT_ID) && has(CLIENT_SECRET)
}

function readFields(definition: Definition, way: AuthAlternative, values: Values): Record<string, string> {
  const problems: Problem[] = []
  const given = Object.entries(way.form).filter((field) =>
    namesOf(field).some((name) => Object.hasOwn(values, name)),
  )
  const entries = given.map((field) => {
    const [name, stated] = field
    const names = namesOf(field).filter((candidate) => Object.hasOwn(values, candidate))
    const [value = '', ...others] = new Set(names.map((candidate) => textOf(values[candidate])))
    if (others.length > 0) problems.push(contradiction(name, names))
    else if (!isValue(definition, stated, value)) problems.push(badValue(name, stated))
    return [name, value]
  })
  if (problems.length === 0) return Object.fromEntries(entries)
  throw new SallyportError('credential_mismatch', problems.map((problem) => problem.message).join(' '), {
    problems,
  })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function isValue(definition: Definition, { kind, pattern }: AuthField, value: string): boolean {
  if (value.length > MAX_VALUE || !(kind === 'pem' ? PEM : VALUE).test(value)) return false
  return pattern === undefined || matcherOf(definition, pattern)(value) !== undefined
}

function badValue(name: string, { kind, pattern, about }: AuthField): Problem {
  const shape =
    kind === 'pem'
      ? 'a private key as PEM'
      : `text of 1 to ${MAX_VALUE} visible ASCII characters without spaces`
  const hint = pattern !== undefined && about !== undefined ? ` ${about}` : ''
  const message = `"${name}" is to be ${shape}${pattern === undefined ? '' : ', and to look like one'}.${hint}`
  return { field: `credentials.${name}`, code: 'format', message }
}

function contradiction(name: string, names: readonly string[]): Problem {
  const message = `${names.map(quote).join(' and ')} mean the same and differ. Give one of them.`
  return { field: `credentials.${name}`, code: 'conflict', message }
}

interface Mismatch {
  readonly ambiguous: boolean
  readonly unknown: readonly string[]
}

function mismatch(
  definition: Definition,
  keys: readonly string[],
  { ambiguous, unknown }: Mismatch,
): SallyportError {
  const ways = Object.entries(definition.auth)
    .map(([name, way]) => `${name} (${Object.keys(way.form).join(' and ')})`)
    .join('; ')
  const what = ambiguous
    ? 'fit more than one way to authenticate'
    : unknown.length > 0
      ? 'hold keys that are not known'
      : 'fit no way to authenticate'
  const given = `Keys given: ${list(keys.map(quote)) || 'none'}.`
  return new SallyportError(
    'credential_mismatch',
    `The credentials for ${definition.title} ${what}. ${given} Ways: ${ways}.`,
    {
      fix: `Give exactly the fields of one way: ${ways}.`,
      problems: unknown.slice(0, MAX_PROBLEMS).map((name) => ({
        field: `credentials.${name.slice(0, 80)}`,
        code: 'unknown',
        message: `${quote(name)} is no field of a credential for ${definition.title}.`,
      })),
    },
  )
}
