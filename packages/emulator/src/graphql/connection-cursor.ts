const MARK = 'cursor:'
/** Before the first record: where a lie sends a client. */
const START = Buffer.from(`${MARK}start`).toString('base64')

/** The cursor of a record by the key that names it in its list; `opaque` hides it. */
export function encodeCursor(key: string, opaque: boolean): string {
  if (key === '') return START
  return opaque ? Buffer.from(`${MARK}v2:${key}`).toString('base64') : key
}

/** The key that a cursor names; empty before the first record. A text that is no cursor stays as it is. */
export function decodeCursor(cursor: string, opaque: boolean): string {
  if (cursor === START) return ''
  if (!opaque) return cursor
  const text = Buffer.from(cursor, 'base64').toString('utf8')
  return text.startsWith(`${MARK}v2:`) ? text.slice(MARK.length + 3) : cursor
}
