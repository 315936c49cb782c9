/** Characters that are kept of a long text. */
const KEPT = 200

/**
 * Cuts every long text in a value, at any depth, and says so in its place. JSON as such is never cut, and neither
 * is a character of two halves.
 */
export function cutLongTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.length > KEPT ? cut(value) : value
  if (Array.isArray(value)) return value.map(cutLongTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cutLongTexts(item)]))
}

function cut(text: string): string {
  const kept = text.slice(0, KEPT)
  const whole = kept.isWellFormed() ? kept : kept.slice(0, -1)
  return `${whole}… [truncated, ${text.length} characters; use "get" for all of it]`
}
