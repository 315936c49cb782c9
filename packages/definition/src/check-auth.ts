import type { AuthAlternative, AuthMechanism } from './auth.ts'
import { checkHeaders, notToState } from './check-headers.ts'
import type { Definition } from './definition.ts'

/** What is inconsistent in the ways to authenticate. */
export function checkAuth(auth: Definition['auth']): string[] {
  const ways = Object.entries(auth)
  if (ways.length === 0) return ['it states no way to authenticate']
  return [
    ...ways
      .filter(([, { form, mechanism }]) => !Object.hasOwn(form, mechanism.field))
      .map(([name, { mechanism }]) => `auth.${name} uses "${mechanism.field}", which is not in its form`),
    ...ways.flatMap(([, { mechanism }]) => checkHeader(mechanism)),
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
  if (mechanism.scheme !== 'apiKey') return []
  const names = [mechanism.header]
  return [
    ...checkHeaders(names),
    ...notToState(
      names.filter((name) => name !== 'authorization'),
      'a key',
    ),
  ]
}

/** Whether the fields of one way are all that another one asks for. */
function fills(given: AuthAlternative, wanted: AuthAlternative): boolean {
  const names = new Set(namesOf(given).flat())
  return namesOf(wanted).every((spellings) => spellings.some((name) => names.has(name)))
}

function namesOf({ form }: AuthAlternative): string[][] {
  return Object.entries(form).map(([name, { aliases = [] }]) => [name, ...aliases])
}
