const MARK = 'position:'

/** A cursor that says nothing to a client: the position, in base64url. */
export function cursorAt(position: number): string {
  return Buffer.from(`${MARK}${position}`).toString('base64url')
}

/** The position of a cursor; `undefined` for a text that is none. */
export function positionOf(cursor: string): number | undefined {
  const text = Buffer.from(cursor.replace(/=+$/, ''), 'base64url').toString('utf8')
  const digits = text.startsWith(MARK) ? text.slice(MARK.length) : ''
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}
