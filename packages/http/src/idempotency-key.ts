import { SallyportError } from '@sallyport/errors'

const MAX_KEY = 255
/** As the member of a body that names a request has them: printable, without spaces. */
const KEY = /^[!-~]+$/
/** RFC 9651 3.3.3: in quotes, in which quotes and backslashes are escaped. */
const STRING = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/

/**
 * Reads the header Idempotency-Key. The draft (draft-ietf-httpapi-idempotency-key-header-06, section 2.1) has it in quotes;
 * most clients send it without. Both are the same key.
 *
 * @throws SallyportError `malformed_request`
 */
export function readIdempotencyKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  const text = String(header).trim()
  const key = STRING.exec(text)?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? text
  if (KEY.test(key) && key.length <= MAX_KEY && !(text.startsWith('"') && key === text)) return key
  throw new SallyportError('malformed_request', 'The header Idempotency-Key holds no key.', {
    fix: `Send 1 to ${MAX_KEY} printable ASCII characters without spaces, such as a UUID.`,
    problems: [{ field: 'idempotency-key', code: 'format', message: 'It holds no key.' }],
  })
}
