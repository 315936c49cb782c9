import type { Definition } from '@sallyport/definition'
import type { EntityChoice } from '../ports.ts'

/** What a connector is not open to read is not read to try it. */
export function readableEntities(
  { entities }: Definition,
  open: readonly EntityChoice[],
): { readonly entities?: readonly string[] } {
  if (open.length === 0) return {}
  const read = open.filter(({ modes = ['read'] }) => modes.includes('read'))
  return { entities: read.map(({ entity }) => entity).filter((name) => Object.hasOwn(entities, name)) }
}
