import type { Principal } from '../execute/principal.ts'
import type { TagFilter } from '../tokens/claims.ts'
import type { Offer } from './offer.ts'

/** Whether something with these tags is meant. No tags mean everything. */
export function hasTags(own: readonly string[], { tags, mode }: TagFilter): boolean {
  if (tags.length === 0) return true
  const has = (tag: string) => own.includes(tag)
  return mode === 'all' ? tags.every(has) : tags.some(has)
}

/** Which templates a principal is shown: the page of a widget token is held to those with its tags. */
export function openTo({ widget }: Pick<Principal, 'widget'>): (offer: Offer) => boolean {
  return ({ source }) => widget === undefined || hasTags(source?.tags ?? [], widget.sourceTags)
}
