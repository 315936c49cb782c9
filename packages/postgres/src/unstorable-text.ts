import { SallyportError } from '@sallyport/errors'

const MESSAGE = 'A text holds a character that cannot be stored: U+0000, or half of a surrogate pair.'

/** PostgreSQL keeps no U+0000 (datatype-character.html) and, in jsonb, no half of a pair (datatype-json.html). */
export function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}

/** The refusal of such a text. */
export function unstorableText(cause?: unknown): SallyportError {
  const problems = [{ field: null, code: 'format', message: MESSAGE }]
  return new SallyportError('invalid_request', MESSAGE, { problems, cause })
}
