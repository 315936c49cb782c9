import { isObject, parseJson } from '../json.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'

const LARGEST = 1024 * 1024

/** A text at the top of a JSON object or a field of a URL-encoded form; bodies over 1 MiB are not read. */
export function bodyMember({ headers, body }: ReceivedRequest, name: string): string | undefined {
  if (!body || body.length === 0 || body.length > LARGEST) return undefined
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const text = body.toString('utf8')
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams(text).get(name) ?? undefined
  return /^application\/(?:[\w.+-]+\+)?json$/.test(type) ? jsonMember(text, name) : undefined
}

function jsonMember(text: string, name: string): string | undefined {
  const value = parsed(text)
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined
  const member = value[name]
  return typeof member === 'string' ? member : undefined
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    // The check against the description reports a body that cannot be read.
    return undefined
  }
}
