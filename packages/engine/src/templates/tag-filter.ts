/** Which templates are meant: those with every one of the tags, or with one of them. */
export interface TagFilter {
  readonly tags: readonly string[]
  readonly mode: 'all' | 'any'
}

/** Whether something with these tags is meant. No tags mean everything. */
export function hasTags(own: readonly string[], { tags, mode }: TagFilter): boolean {
  if (tags.length === 0) return true
  const has = (tag: string) => own.includes(tag)
  return mode === 'all' ? tags.every(has) : tags.some(has)
}
