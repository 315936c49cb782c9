const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** Milliseconds since 1970 of a time in the manner of RFC 3339, in UTC where it names no offset; `undefined` for another text. */
export function instantOf(text: string): number | undefined {
  const found = TIME.exec(text)
  if (!found) return undefined
  const time = Date.parse(text.includes('T') && found[1] === undefined ? `${text}Z` : text)
  return Number.isNaN(time) ? undefined : time
}
