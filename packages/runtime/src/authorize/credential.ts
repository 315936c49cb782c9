import type { AuthAlternative, Definition } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'

/** A credential as it is sealed: which way it authenticates, and where it may go. */
export interface Credential {
  readonly definitionId: string
  /** Name of the definition's way to authenticate that these fields fill. */
  readonly alternative: string
  readonly fields: Readonly<Record<string, string>>
  /** Exact origins that may receive it; nothing that is edited later can add one. */
  readonly origins: readonly string[]
}

/** Keys by which older clients say which form they filled in. They carry no credential. */
const DISCRIMINATORS = new Set(['option_title', 'auth_type'])
const MAX_VALUE = 16_384
// RFC 9110 5.5: a field value holds no control characters; one that did could add headers.
const CONTROL = /\p{Cc}/u

/**
 * Finds the way to authenticate that a set of fields fills. Both spellings in use are understood: the
 * fields themselves, and the same below `credentials` with a discriminator beside them.
 *
 * @throws SallyportError `credential_mismatch` naming the keys given and the ways there are. No values.
 */
export function matchCredential(
  definition: Definition,
  given: Readonly<Record<string, unknown>>,
): Credential {
  const fields = flatten(given)
  const matches = Object.entries(definition.auth).filter(([, way]) => fills(way, fields))
  const known = new Set(Object.values(definition.auth).flatMap(namesOf))
  const unknown = Object.keys(fields).filter((name) => !known.has(name))
  const [match, ...others] = matches
  if (match === undefined || others.length > 0 || unknown.length > 0) {
    throw mismatch(definition, Object.keys(fields), { ambiguous: others.length > 0, unknown })
  }
  const [alternative, way] = match
  return {
    definitionId: definition.id,
    alternative,
    fields: readFields(way, fields),
    origins: [new URL(definition.server.url).origin],
  }
}

function flatten(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const nested = given.credentials
  const all = typeof nested === 'object' && nested !== null ? { ...given, ...nested } : given
  const entries = Object.entries(all).filter(
    ([name, value]) => name !== 'credentials' && !DISCRIMINATORS.has(name) && value !== null && value !== '',
  )
  return Object.fromEntries(entries)
}

function namesOf(way: AuthAlternative): string[] {
  return Object.entries(way.form).flatMap(([name, { aliases = [] }]) => [name, ...aliases])
}

function fills(way: AuthAlternative, fields: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(way.form).every(([name, field]) => givenAs(fields, name, field.aliases) !== undefined)
}

function readFields(way: AuthAlternative, given: Readonly<Record<string, unknown>>): Record<string, string> {
  const problems: Problem[] = []
  const entries = Object.entries(way.form).map(([name, field]) => {
    const raw = givenAs(given, name, field.aliases)
    const value = typeof raw === 'string' ? raw.trim() : ''
    if (value === '' || value.length > MAX_VALUE || CONTROL.test(value)) problems.push(badValue(name))
    return [name, value]
  })
  if (problems.length === 0) return Object.fromEntries(entries)
  throw new SallyportError('credential_mismatch', problems.map((problem) => problem.message).join(' '), {
    problems,
  })
}

function givenAs(fields: Readonly<Record<string, unknown>>, name: string, aliases: readonly string[] = []) {
  const key = [name, ...aliases].find((candidate) => Object.hasOwn(fields, candidate))
  return key === undefined ? undefined : fields[key]
}

function badValue(name: string): Problem {
  const message = `"${name}" is to be text of 1 to ${MAX_VALUE} characters without control characters.`
  return { field: `credentials.${name}`, code: 'format', message }
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
  const ways = Object.entries(definition.auth).map(
    ([name, way]) => `${name} (${Object.keys(way.form).join(' and ')})`,
  )
  const given = keys.length === 0 ? 'none' : keys.map((key) => `"${key.slice(0, 80)}"`).join(', ')
  const what = ambiguous
    ? 'fit more than one way to authenticate'
    : unknown.length > 0
      ? 'hold keys that are not known'
      : 'fit no way to authenticate'
  return new SallyportError(
    'credential_mismatch',
    `The credentials for ${definition.title} ${what}. Keys given: ${given}. Ways: ${ways.join('; ')}.`,
    {
      fix: `Give exactly the fields of one way: ${ways.join('; ')}.`,
      problems: unknown.map((name) => ({
        field: `credentials.${name.slice(0, 80)}`,
        code: 'unknown',
        message: `"${name.slice(0, 80)}" is no field of a credential for ${definition.title}.`,
      })),
    },
  )
}
