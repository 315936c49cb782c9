import type { ApiKeyMechanism, AuthMechanism } from '@sallyport/definition'
import type { PlannedRequest } from '../plan.ts'

type Fields = Readonly<Record<string, string>>

/** Puts a credential on a request, as its mechanism says. */
export function stamp(request: PlannedRequest, mechanism: AuthMechanism, fields: Fields): PlannedRequest {
  switch (mechanism.scheme) {
    case 'bearer':
    case 'oauth2':
      // RFC 6750 2.1.
      return withHeaders(request, { authorization: `Bearer ${fields[mechanism.field]}` })
    case 'apiKey':
      return withKey(request, mechanism, fields[mechanism.field] ?? '')
    case 'basic':
      return withHeaders(request, {
        authorization: basicOf(fill(mechanism.user, fields), fill(mechanism.password, fields)),
      })
    case 'headers':
      return withHeaders(
        request,
        Object.fromEntries(
          Object.entries(mechanism.headers).map(([name, template]) => [name, fill(template, fields)]),
        ),
      )
    default:
      throw new TypeError(`a credential of the scheme ${mechanism.scheme} is not stamped on requests`)
  }
}

function withHeaders(request: PlannedRequest, headers: Fields): PlannedRequest {
  return { ...request, headers: { ...request.headers, ...headers } }
}

function withKey(request: PlannedRequest, { in: place, name }: ApiKeyMechanism, key: string): PlannedRequest {
  if (place === 'header') return withHeaders(request, { [name]: key })
  if (place === 'cookie') return withHeaders(request, { cookie: `${name}=${key}` })
  const url = new URL(request.url)
  url.searchParams.set(name, key)
  return { ...request, url }
}

/** RFC 7617 2. */
function basicOf(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** Replaces every `{name}` by the field of that name. */
function fill(template: string, fields: Fields): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? '')
}
