import type { ApiKeyMechanism, AuthMechanism, JwtMechanism, SignatureMechanism } from '@sallyport/definition'
import type { PlannedRequest } from '../plan.ts'
import { fill } from './fill.ts'

type Fields = Readonly<Record<string, string>>

/** What goes on a request as it was given. */
export type PlainMechanism = Exclude<AuthMechanism, JwtMechanism | SignatureMechanism>

/** Puts a credential on a request, as its mechanism says. */
export function stamp(request: PlannedRequest, mechanism: PlainMechanism, fields: Fields): PlannedRequest {
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
  }
}

export function withHeaders(request: PlannedRequest, headers: Fields): PlannedRequest {
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
