import type { TagFilter } from '@sallyport/engine'

interface Query {
  readonly tags?: string | readonly string[]
  readonly tags_mode?: 'all' | 'any'
}

/** What a query says of tags: one that stands there once comes as a text. */
export function tagFilterOf({ tags = [], tags_mode = 'all' }: Query): TagFilter {
  const all = typeof tags === 'string' ? [tags] : tags
  return { tags: all.map((tag) => tag.normalize('NFC').trim()), mode: tags_mode }
}
