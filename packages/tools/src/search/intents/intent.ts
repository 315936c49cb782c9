/** What somebody wants of an agent, in words of their own, and what would do it. */
export interface Intent {
  readonly says: string
  /** `connector.entity.action` of each operation that does it or is its first step; none where nothing does. */
  readonly serves: readonly string[]
}

export type Half = 'tuning' | 'held-out'

/**
 * The half that a text belongs to, for ever: the ranking is tuned on one, and judged by the other. It hangs on the
 * text alone (FNV-1a, 32 bit), so that intents that are added move none.
 */
export function halfOf(says: string): Half {
  let hash = 0x811c9dc5
  for (const unit of new TextEncoder().encode(says)) hash = Math.imul(hash ^ unit, 0x01000193) >>> 0
  return (hash ^ (hash >>> 16)) & 1 ? 'held-out' : 'tuning'
}
