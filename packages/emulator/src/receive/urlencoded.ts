/** A pair of a query or a form. The value is decoded later: a style may have to split it before. */
export interface Pair {
  readonly name: string
  /** As it was sent. */
  readonly raw: string
}

const MOST_PAIRS = 1000

export interface Pairs {
  readonly pairs: readonly Pair[]
  /** There were more than 1,000; the rest is left out. */
  readonly tooMany: boolean
}

/** Splits `application/x-www-form-urlencoded` text (URL Standard, section 5.1) into at most 1,000 pairs. */
export function readPairs(text: string): Pairs {
  const pairs: Pair[] = []
  let start = 0
  while (start < text.length) {
    const next = text.indexOf('&', start)
    const end = next === -1 ? text.length : next
    if (end > start) {
      if (pairs.length >= MOST_PAIRS) return { pairs, tooMany: true }
      pairs.push(pairOf(text.slice(start, end)))
    }
    start = end + 1
  }
  return { pairs, tooMany: false }
}

function pairOf(text: string): Pair {
  const equals = text.indexOf('=')
  if (equals === -1) return { name: formDecoded(text), raw: '' }
  return { name: formDecoded(text.slice(0, equals)), raw: text.slice(equals + 1) }
}

/** `+` is a space. What is no percent-encoded UTF-8 stays as it was sent, as the URL Standard has it. */
export function formDecoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
