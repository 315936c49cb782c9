import { isUnstorable, unstorableText } from './unstorable-text.ts'

/**
 * A value for a column of type jsonb.
 *
 * @throws SallyportError `invalid_request` for a text that PostgreSQL cannot hold.
 */
export function jsonb(value: unknown): string {
  return JSON.stringify(value, (key, each) => {
    if (isUnstorable(key) || (typeof each === 'string' && isUnstorable(each))) throw unstorableText()
    return each
  })
}

/** The same for what happened, which is kept whatever it holds: U+FFFD stands for what cannot be. */
export function jsonbOfRecord(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '\ufffd') : each,
  )
}
