import type { ReceivedRequest } from '../receive/received-request.ts'
import { AWS_ALGORITHM } from './aws-claim.ts'
import { presentedAccessKeyId } from './aws-presented.ts'
import { basicSecret, userAndPassword } from './basic.ts'
import { bodyMember } from './body-member.ts'
import { cookieValue } from './cookies.ts'
import { afterPrefix } from './header-prefix.ts'
import { queryPairs, textOf } from './query-pairs.ts'
import type { SecretFields } from './secret-fields.ts'

export type Found = readonly [name: string, secret: string]

/** Finds everything secret in a request by its name: of headers, query, cookies and body, in this order. */
export function secretFinder(fields: SecretFields): (request: ReceivedRequest) => readonly Found[] {
  const mayHold = queryTest(fields.query)
  return (request) => {
    const found: Found[] = []
    for (const name of fields.headers) {
      const value = request.headers[name]
      if (typeof value !== 'string' || value === '') continue
      found.push([name, name.endsWith('authorization') ? authorizationSecret(request, value) : value])
    }
    if (mayHold.test(request.url)) found.push(...querySecrets(request.url, fields.query))
    for (const name of fields.cookies) add(found, name, cookieValue(request.headers.cookie, name))
    for (const name of fields.body) add(found, name, bodyMember(request, name))
    return found
  }
}

/** Most queries hold no secret: this saves decoding them. A name may be written with escapes. */
function queryTest(names: ReadonlySet<string>): RegExp {
  const written = [...names].map((name) => name.replace(/\W/g, String.raw`\$&`))
  return new RegExp(String.raw`[?&](?:${written.join('|')})=|\?.*[%+]`)
}

function querySecrets(url: string, names: ReadonlySet<string>): readonly Found[] {
  return queryPairs(url).flatMap(([name, value]): Found[] =>
    value !== '' && names.has(textOf(name)) ? [[textOf(name), textOf(value)]] : [],
  )
}

function add(found: Found[], name: string, secret: string | undefined): void {
  if (secret) found.push([name, secret])
}

/** What follows the scheme; a value of one word is the secret itself. */
function authorizationSecret(request: ReceivedRequest, value: string): string {
  if (value.startsWith(AWS_ALGORITHM)) return presentedAccessKeyId(request)
  const basic = afterPrefix(value, 'Basic')
  const pair = basic && userAndPassword(basic)
  return pair ? basicSecret(pair) : value.replace(/^\S+ +/, '')
}
