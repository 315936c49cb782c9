import { MAX_NAME } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'

/** Controls, line ends, and halves of surrogate pairs: in UTF-8 all of these halves become the same sign. */
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * A name as it is stored: NFC, trimmed, case kept.
 *
 * @param field Under which name it was given, for the message.
 * @throws SallyportError `invalid_request` for an empty or long name or one with control characters.
 */
export function parseName(field: string, raw: string): string {
  const name = raw.normalize('NFC').trim()
  const length = [...name].length
  if (length > 0 && length <= MAX_NAME && !UNFIT.test(name)) return name
  const message = `"${field}" is to have 1 to ${MAX_NAME} characters, none of them a control character.`
  throw new SallyportError('invalid_request', message, {
    problems: [{ field, code: 'format', message }],
  })
}
