import { SallyportError } from '@sallyport/errors'

const MAX_CHARACTERS = 255

/** RFC 7519: three parts of base64url. Seed-era clients send the scoped token itself as a workspace. */
export function isTokenShaped(text: string): boolean {
  return /^eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(text)
}

/**
 * A workspace's name as it is stored: NFC, trimmed, case kept.
 *
 * @throws SallyportError `invalid_request` for an empty or long name or one with control characters.
 */
export function parseWorkspaceName(raw: string): string {
  const name = raw.normalize('NFC').trim()
  const length = [...name].length
  if (length > 0 && length <= MAX_CHARACTERS && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return name
  const message = `A workspace name has 1 to ${MAX_CHARACTERS} characters, none of them a control character.`
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'workspace_name', code: 'format', message }],
  })
}
