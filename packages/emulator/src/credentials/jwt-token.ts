import { isObject, type JsonObject, parseJson } from '../json.ts'

/** A JWT in compact form, taken apart and not yet verified. */
export interface JwtToken {
  readonly header: JsonObject
  readonly claims: JsonObject
  /** What was signed: header and claims as they were sent. */
  readonly signed: string
  readonly signature: Buffer
}

const LONGEST = 16 * 1024

/** `undefined` for anything but three parts in strict base64url of which two are JSON objects. */
export function parseJwt(token: string): JwtToken | undefined {
  if (token.length > LONGEST) return undefined
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  const [head = '', payload = '', tail = ''] = parts
  const header = jsonPart(head)
  const claims = jsonPart(payload)
  const signature = base64url(tail)
  if (!header || !claims || !signature) return undefined
  return { header, claims, signed: `${head}.${payload}`, signature }
}

/** `iss`; applications of some vendors send their number as a number. */
export function issuerOf({ claims }: JwtToken): string | undefined {
  const { iss } = claims
  return typeof iss === 'number' ? String(iss) : typeof iss === 'string' ? iss : undefined
}

/** RFC 7515, 2: without padding. Node.js skips what is no base64url, so it is encoded again to compare. */
function base64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

function jsonPart(text: string): JsonObject | undefined {
  try {
    const value = parseJson(base64url(text)?.toString('utf8') ?? '')
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
