import { closest, distance } from 'fastest-levenshtein'

/** Longest piece of a caller's own text that a message quotes. */
const MAX_QUOTED = 80
const MAX_LISTED = 60

/** The known name nearest to a mistyped or abbreviated one, if it is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === '' || name.length > MAX_QUOTED) return undefined
  const lower = name.toLowerCase()
  const candidate = closest(lower, known)
  const close = distance(lower, candidate) <= Math.max(1, Math.floor(candidate.length / 3))
  return close ? candidate : known.find((other) => other.startsWith(lower))
}

/** ` Did you mean "issues"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const candidate = nearest(name, known)
  return candidate === undefined ? '' : ` Did you mean "${candidate}"?`
}

/** A caller's own text, in quotes and cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text)
}

export function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(', ')
  return names.length > MAX_LISTED ? `${shown} and ${names.length - MAX_LISTED} more` : shown
}
