/** Where a piece of a file belongs: RFC 9110, section 14.4. */
export interface ContentRange {
  /** `undefined`: nothing is sent, the sender asks how far it came (`bytes *` + `/10`). */
  readonly first: number | undefined
  readonly last: number
  /** `undefined` while it is not known (`bytes 0-9/*`). */
  readonly total: number | undefined
}

/** `undefined` for what is no such header. */
export function parseContentRange(text: string): ContentRange | undefined {
  const [, range = '', from = '', to = '', total = ''] =
    /^bytes (\*|(\d{1,15})-(\d{1,15}))\/(\*|\d{1,15})$/.exec(text.trim()) ?? []
  if (range === '') return undefined
  const size = total === '*' ? undefined : Number(total)
  if (range === '*') return { first: undefined, last: -1, total: size }
  const [first, last] = [Number(from), Number(to)]
  return last < first || (size !== undefined && last >= size) ? undefined : { first, last, total: size }
}
