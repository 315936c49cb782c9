/** What one variable of a template was in a path: as it was sent, and decoded. */
export interface Capture {
  readonly name: string
  readonly raw: string
  readonly value: string
}

/** A segment of a path template that holds variables and text: `{base}...{head}`, `{id}:cancel`. */
export interface MixedSegment {
  readonly names: readonly string[]
  /** The texts around the variables; one more than names, the outer ones may be empty. */
  readonly texts: readonly string[]
}

const VARIABLE = /\{([^{}]+)\}/

export function isLiteral(segment: string): boolean {
  return !VARIABLE.test(segment)
}

/** The name of the variable when the segment is nothing else. */
export function soleVariable(segment: string): string | undefined {
  const match = VARIABLE.exec(segment)
  return match?.[0] === segment ? match[1] : undefined
}

export function readMixedSegment(segment: string): MixedSegment {
  const parts = segment.split(new RegExp(VARIABLE, 'g'))
  return {
    names: parts.filter((_, index) => index % 2 === 1),
    texts: parts.filter((_, index) => index % 2 === 0),
  }
}

/**
 * The variables in a segment of a path, or `undefined` when it does not fit. Each takes as little as it can, and
 * at least one character. In linear time, which a regular expression would not promise.
 */
export function matchMixedSegment({ names, texts }: MixedSegment, segment: string): Capture[] | undefined {
  const [prefix = ''] = texts
  const suffix = texts.at(-1) ?? ''
  const end = segment.length - suffix.length
  if (!segment.startsWith(prefix) || !segment.endsWith(suffix)) return undefined
  const captures: Capture[] = []
  let start = prefix.length
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1
    const stop = last ? end : segment.indexOf(texts[index + 1] ?? '', start + 1)
    if (stop <= start || stop > end) return undefined
    const capture = captureOf(name, segment.slice(start, stop))
    if (!capture) return undefined
    captures.push(capture)
    start = stop + (last ? 0 : (texts[index + 1] ?? '').length)
  }
  return captures
}

/** `undefined` when the text is empty or no percent-encoded UTF-8. */
export function captureOf(name: string, raw: string): Capture | undefined {
  const value = percentDecoded(raw)
  return value ? { name, raw, value } : undefined
}

export function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
