import type { AuthAlternative, AuthMechanism } from './auth.ts'
import { checkHeaders, notToState } from './check-headers.ts'
import type { Definition } from './definition.ts'
import { pathParams } from './operation.ts'

/** What is inconsistent in the ways to authenticate. */
export function checkAuth(auth: Definition['auth']): string[] {
  const ways = Object.entries(auth)
  if (ways.length === 0) return ['it states no way to authenticate']
  return [
    ...ways.flatMap(([name, { form, mechanism }]) =>
      fieldsOf(mechanism)
        .filter((field) => !Object.hasOwn(form, field))
        .map((field) => `auth.${name} uses "${field}", which is not in its form`),
    ),
    ...ways.flatMap(([, { mechanism }]) => checkHeader(mechanism)),
    ...ways.flatMap(([name, { mechanism }]) => checkScopes(name, mechanism)),
    ...ways.flatMap(([name, way]) => checkExpiry(name, way)),
    // A credential is matched by its fields: one that fits two ways fits none.
    ...ways.flatMap(([name, way]) =>
      ways
        .filter(([other, broader]) => other !== name && fills(broader, way))
        .map(([other]) => `whatever fills auth.${other} fills auth.${name} too`),
    ),
  ]
}

/** A key may stand in `authorization`, as a bearer token does. */
function checkHeader(mechanism: AuthMechanism): string[] {
  const names = headersOf(mechanism)
  return [
    ...checkHeaders(names),
    ...notToState(
      names.filter((name) => name !== 'authorization'),
      'a key',
    ),
  ]
}

/** Of a token that is renewed the token endpoint says when it ends. */
function checkExpiry(name: string, { expiryHeader, mechanism: { scheme } }: AuthAlternative): string[] {
  if (expiryHeader === undefined || (scheme !== 'oauth2' && scheme !== 'jwt')) return []
  return [`auth.${name} has an "expiryHeader", but its tokens end when their token endpoint says`]
}

/** What is asked for is what the consent page can explain. */
function checkScopes(name: string, mechanism: AuthMechanism): string[] {
  if (mechanism.scheme !== 'oauth2') return []
  const { scopes, defaultScopes: { read, write } = { read: [], write: [] } } = mechanism
  return [...new Set([...read, ...write])]
    .filter((scope) => !Object.hasOwn(scopes, scope))
    .map((scope) => `auth.${name} asks for the scope "${scope}", which it does not list`)
}

function headersOf(mechanism: AuthMechanism): string[] {
  if (mechanism.scheme === 'headers') return Object.keys(mechanism.headers)
  return mechanism.scheme === 'apiKey' && mechanism.in === 'header' ? [mechanism.name] : []
}

/** Fields of the form that a mechanism needs. */
function fieldsOf(mechanism: AuthMechanism): string[] {
  switch (mechanism.scheme) {
    case 'basic':
      return inTemplates([mechanism.user, mechanism.password])
    case 'headers':
      return inTemplates(Object.values(mechanism.headers))
    case 'jwt': {
      const { key, keyId, claims, token } = mechanism
      return [key, ...(keyId === undefined ? [] : [keyId]), ...inTemplates([...Object.values(claims), token])]
    }
    case 'signature': {
      const { accessKey, secretKey, sessionToken, region } = mechanism
      return [
        accessKey,
        secretKey,
        ...(sessionToken === undefined ? [] : [sessionToken]),
        ...inTemplates([region]),
      ]
    }
    default:
      return [mechanism.field]
  }
}

function inTemplates(templates: readonly string[]): string[] {
  return templates.flatMap(pathParams)
}

/** Whether the fields of one way are all that another one asks for. */
function fills(given: AuthAlternative, wanted: AuthAlternative): boolean {
  const names = new Set(namesOf(given).flat())
  return namesOf(wanted).every((spellings) => spellings.some((name) => names.has(name)))
}

function namesOf({ form }: AuthAlternative): string[][] {
  return Object.entries(form).map(([name, { aliases = [] }]) => [name, ...aliases])
}
