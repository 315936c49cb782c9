import { hash } from 'node:crypto'
import { isObject, type JsonObject, parseJson } from '../json.ts'
import { isSecretMember } from '../ledger/secret-names.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { type OAuthProblem, oauthProblem } from './oauth-problem.ts'
import type { ResolvedSettings } from './resolve-settings.ts'

const MOST_MEMBERS = 1000

/** The members of a body, which is a form, or JSON where the vendor takes it; with those of the query where it takes them. */
export function readForm(
  received: ReceivedRequest,
  { request, membersInQuery = false }: Pick<ResolvedSettings, 'request' | 'membersInQuery'>,
): URLSearchParams | OAuthProblem {
  const form = readBody(received, request)
  if (!membersInQuery || !(form instanceof URLSearchParams)) return form
  for (const [name, value] of queryOf(received)) form.append(name, value)
  return form
}

export function queryOf({ url }: ReceivedRequest): URLSearchParams {
  const mark = url.indexOf('?')
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
}

function readBody(
  { body, headers }: ReceivedRequest,
  accepted: ResolvedSettings['request'],
): URLSearchParams | OAuthProblem {
  if (body === undefined) return oauthProblem('invalid_request', 'the body is too large', 413)
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (body.length === 0) return new URLSearchParams()
  if (type === 'application/x-www-form-urlencoded' && accepted !== 'json') {
    const form = new URLSearchParams(body.toString())
    return form.size > MOST_MEMBERS ? oauthProblem('invalid_request', 'the form has too many members') : form
  }
  if (type === 'application/json' && accepted !== 'form') return fromJson(body)
  return oauthProblem('invalid_request', `a body of the type ${type ?? '(none)'} is not understood`)
}

function fromJson(body: Buffer): URLSearchParams | OAuthProblem {
  try {
    const value = parseJson(body.toString())
    if (isObject(value)) {
      return new URLSearchParams(
        Object.entries(value)
          .slice(0, MOST_MEMBERS)
          .map(([name, member]): [string, string] => [
            name,
            typeof member === 'string' ? member : JSON.stringify(member),
          ]),
      )
    }
  } catch {
    // Told below.
  }
  return oauthProblem('invalid_request', 'the body is not a JSON object')
}

/** SHA-256 in hex of everything secret in the query, the form and the authorization, by its name. */
export function presentedIn(
  request: ReceivedRequest,
  form: URLSearchParams = new URLSearchParams(),
): Record<string, string> {
  const { authorization } = request.headers
  const secrets = new Map([...queryOf(request), ...form].filter(([name]) => isSecret(name)))
  const credential = authorization?.slice(authorization.indexOf(' ') + 1)
  if (credential) secrets.set('authorization', credential)
  const basic = basicSecret(authorization)
  if (basic) secrets.set('client_secret', basic)
  return Object.fromEntries([...secrets].map(([name, secret]) => [name, hash('sha256', secret)]))
}

/** What is not secret, for the ledger. */
export function openMembers(form: URLSearchParams): JsonObject {
  return Object.fromEntries([...form].filter(([name]) => !isSecret(name)))
}

function isSecret(name: string): boolean {
  return name === 'code' || name === 'device_code' || isSecretMember(name)
}

function basicSecret(authorization: string | undefined): string | undefined {
  const credential = /^basic +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (credential === undefined) return undefined
  const text = Buffer.from(credential, 'base64').toString()
  try {
    // RFC 6749, section 2.3.1: both halves are form-encoded.
    return decodeURIComponent(text.slice(text.indexOf(':') + 1).replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
