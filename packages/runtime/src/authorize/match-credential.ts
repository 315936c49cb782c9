import type { AuthAlternative, Definition } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { credentialOrigins, tokenOrigins } from '../destination.ts'
import type { ConnectorConfig } from '../resolve/config.ts'
import { didYouMean, list, nearest, quote } from '../resolve/suggest.ts'
import { CLIENT_ID, CLIENT_SECRET, type Credential, REFRESH_TOKEN } from './credential.ts'
import { namesOf, readValue, textOf, type Values } from './credential-value.ts'

/** Keys by which older clients say which form they filled in. They carry no credential. */
const DISCRIMINATORS = new Set(['option_title', 'auth_type'])
const MAX_PROBLEMS = 20

type Way = readonly [name: string, way: AuthAlternative]
type Has = (name: string) => boolean

/**
 * Finds the way to authenticate that a set of fields fills. Both spellings in use are understood: the
 * fields themselves, and the same below `credentials` with a discriminator beside them.
 *
 * @throws SallyportError `credential_mismatch` with everything that is wrong at once: keys that are not known, what the
 * nearest way lacks, values that cannot be, contradictions. It names the keys given and the ways there are. No values.
 */
export function matchCredential(
  definition: Definition,
  given: Values,
  settings: ConnectorConfig = {},
): Credential {
  const { fields, problems: contradictions } = flatten(given)
  const ways = Object.entries(definition.auth)
  const known = ways.flatMap(([, way]) => Object.entries(way.form).flatMap(namesOf))
  const unknown = Object.keys(fields).filter((name) => !known.includes(name))
  const meant = unknown.slice(0, MAX_PROBLEMS).map((name) => nearest(name, known))
  const has = hasIn((name) => Object.hasOwn(fields, name))
  const matches = ways.filter(([, way]) => lacks(way, has).length === 0)
  const hasOrMeans = hasIn((name) => Object.hasOwn(fields, name) || meant.includes(name))
  const [alternative, way] = matches[0] ?? nearestWay(ways, hasOrMeans)
  const read = readFields(definition, way, fields)
  const values = [...contradictions, ...read.problems]
  if (matches.length === 1 && unknown.length === 0 && values.length === 0) {
    return {
      definitionId: definition.id,
      alternative,
      fields: read.fields,
      origins: credentialOrigins(definition.server, settings),
      ...(way.mechanism.scheme === 'oauth2' && { tokenOrigins: tokenOrigins(way.mechanism) }),
    }
  }
  const told = ways.length === 1 ? 'all' : unknown.length > 0 ? 'none' : 'one'
  const what = whatIsWrong(matches.length, unknown.length)
  const problems = [
    ...unknown.slice(0, MAX_PROBLEMS).map((name) => unknownKey(definition, name, known)),
    ...(matches.length > 0 ? [] : missing([alternative, way], hasOrMeans, told)),
    ...(matches.length > 1 ? [ambiguous(matches)] : []),
    ...values,
  ]
  throw mismatch(definition, Object.keys(fields), { what, problems: problems.slice(0, MAX_PROBLEMS) })
}

/** All fields in one level, without those that are empty. */
function flatten(given: Values): { readonly fields: Values; readonly problems: readonly Problem[] } {
  const nested = given.credentials
  const below = typeof nested === 'object' && nested !== null ? nested : {}
  const full = (values: object) =>
    Object.entries(values).filter(
      ([name, value]) =>
        name !== 'credentials' &&
        !DISCRIMINATORS.has(name) &&
        value !== undefined &&
        value !== null &&
        value !== '',
    )
  const beside = Object.fromEntries(full(given))
  const inside = full(below)
  const twice = inside.filter(
    ([name, value]) => Object.hasOwn(beside, name) && textOf(beside[name]) !== textOf(value),
  )
  return {
    fields: Object.fromEntries([...full(given), ...inside]),
    problems: twice.slice(0, MAX_PROBLEMS).map(([name]) => givenTwice(name)),
  }
}

function hasIn(isGiven: (spelling: string) => boolean): (way: AuthAlternative) => Has {
  return (way) => (name) => {
    const { [name]: field } = way.form
    return field !== undefined && namesOf([name, field]).some(isGiven)
  }
}

/** The fields that a way cannot do without and that are not there. */
function lacks(way: AuthAlternative, hasIn: (way: AuthAlternative) => Has): string[] {
  const has = hasIn(way)
  const required = Object.entries(way.form).filter(([, { optional }]) => !optional)
  return required.map(([name]) => name).filter((name) => !has(name) && !canBeGot(way, name, has))
}

/** An access token that a token endpoint will give need not be given here. */
function canBeGot({ mechanism }: AuthAlternative, name: string, has: Has): boolean {
  if (mechanism.scheme !== 'oauth2' || name !== mechanism.field) return false
  const { grants } = mechanism
  if (grants.includes('refresh_token') && has(REFRESH_TOKEN)) return true
  return grants.includes('client_credentials') && has(CLIENT_ID) && has(CLIENT_SECRET)
}

/** The one of which most is there; of several the one that lacks least. */
function nearestWay(ways: readonly Way[], hasIn: (way: AuthAlternative) => Has): Way {
  const ranked = ways.map((entry) => {
    const [, way] = entry
    return {
      entry,
      there: Object.keys(way.form).filter(hasIn(way)).length,
      lacking: lacks(way, hasIn).length,
    }
  })
  const [first] = ranked.toSorted((a, b) => b.there - a.there || a.lacking - b.lacking)
  if (first === undefined) throw new TypeError('a definition has one way to authenticate at least')
  return first.entry
}

function readFields(definition: Definition, way: AuthAlternative, values: Values) {
  const problems: Problem[] = []
  const given = Object.entries(way.form).filter((field) =>
    namesOf(field).some((name) => Object.hasOwn(values, name)),
  )
  const entries = given.flatMap((field) => {
    const read = readValue(definition, field, values)
    if ('value' in read) return [[field[0], read.value] as const]
    problems.push(read.problem)
    return []
  })
  return { fields: Object.fromEntries(entries), problems }
}

function unknownKey({ title }: Definition, name: string, known: readonly string[]): Problem {
  const message = `${quote(name)} is no field of a credential for ${title}.${didYouMean(name, known)}`
  return { field: `credentials.${name.slice(0, 80)}`, code: 'unknown', message }
}

/** @param told Of several ways to which nothing points, no field is missing more than the others. */
function missing(
  [name, way]: Way,
  hasIn: (way: AuthAlternative) => Has,
  told: 'none' | 'one' | 'all',
): readonly Problem[] {
  const none = !Object.keys(way.form).some(hasIn(way))
  if (none && told === 'none') return []
  if (none && told === 'one') {
    return [
      { field: 'credentials', code: 'missing', message: 'No field of any way to authenticate is given.' },
    ]
  }
  return lacks(way, hasIn).map((field) => ({
    field: `credentials.${field}`,
    code: 'missing',
    message: `"${field}" is missing, which the way ${quote(name)} needs.`,
  }))
}

function ambiguous(matches: readonly Way[]): Problem {
  const names = matches.map(([name]) => quote(name)).join(' and ')
  return { field: 'credentials', code: 'ambiguous', message: `The fields of ${names} are given. Give one.` }
}

function givenTwice(name: string): Problem {
  const message = `${quote(name)} is given beside "credentials" and below it, and differs. Give it once.`
  return { field: `credentials.${name.slice(0, 80)}`, code: 'conflict', message }
}

/** Nothing where it is the values alone. */
function whatIsWrong(matches: number, unknown: number): string | undefined {
  if (matches > 1) return 'fit more than one way to authenticate'
  if (unknown > 0) return 'hold keys that are not known'
  return matches === 0 ? 'fit no way to authenticate' : undefined
}

interface Mismatch {
  readonly what: string | undefined
  readonly problems: readonly Problem[]
}

function mismatch(
  { title, auth }: Definition,
  keys: readonly string[],
  { what, problems }: Mismatch,
): SallyportError {
  if (what === undefined) {
    const message = problems.map((problem) => problem.message).join(' ')
    return new SallyportError('credential_mismatch', message, { problems })
  }
  const ways = Object.entries(auth)
    .map(([name, way]) => `${name} (${Object.keys(way.form).join(' and ')})`)
    .join('; ')
  const given = `Keys given: ${list(keys.map(quote)) || 'none'}.`
  const message = `The credentials for ${title} ${what}. ${given} Ways: ${ways}.`
  return new SallyportError('credential_mismatch', message, {
    fix: `Give exactly the fields of one way: ${ways}.`,
    problems,
  })
}
