import { isObject, type Json, type JsonObject } from '../json.ts'
import { isSecretMember } from './secret-names.ts'

/** Told where a secret stands, `variables.input.secret`, and the secret. */
export type Tell = (place: string, secret: string) => void

/** The value without the members that hold a secret by their name, at any depth; the value itself where there are none. */
export function hideSecrets(value: Json, tell: Tell): Json {
  return holdsSecret(value) ? hidden(value, tell, '') : value
}

function holdsSecret(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(holdsSecret)
  return Object.entries(value).some(
    ([name, child]) =>
      (isSecret(value as JsonObject, name) && textsOf(child).length > 0) || holdsSecret(child),
  )
}

function hidden(value: Json, tell: Tell, at: string): Json {
  if (Array.isArray(value)) return value.map((item: Json, index) => hidden(item, tell, `${at}${index}.`))
  if (!isObject(value)) return value
  const members = Object.entries(value).flatMap(([name, child]) => {
    const secrets = isSecret(value, name) ? textsOf(child) : []
    for (const secret of secrets) tell(`${at}${name}`, secret)
    return secrets.length > 0 ? [] : [[name, hidden(child, tell, `${at}${name}.`)] as const]
  })
  return Object.fromEntries(members)
}

function isSecret(members: JsonObject, name: string): boolean {
  // RFC 6749, 4.1.3: beside the name of a client a code is one that is traded for tokens.
  if (name === 'code') return Object.hasOwn(members, 'client_id') || Object.hasOwn(members, 'client_secret')
  return isSecretMember(name)
}

/** What is written below a name: a text, a number, or a list of them. */
function textsOf(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? [String(value)] : []
}
