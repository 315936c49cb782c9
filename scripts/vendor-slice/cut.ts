import { type Additions, operationsOf, withAdditions } from './additions.ts'
import { cutExpansions } from './expansions.ts'
import { isObject, type JsonObject, object } from './json.ts'
import { type PostBodies, withPostBodies } from './post-bodies.ts'
import { withServerPath } from './server-path.ts'
import { slice } from './slice.ts'

/** What of a description is wanted, and what has to be changed in it. */
export interface Wanted {
  readonly operations: readonly string[]
  /** Marks of the vendor (`x-...`) that stay. */
  readonly marks?: readonly string[]
  /** Whether the path of the server goes in front of every path. See `withServerPath`. */
  readonly serverPath?: boolean
  /** Whether expandable fields offer only objects that are in the slice. See `cutExpansions`. */
  readonly cutExpansions?: boolean
  readonly postBodies?: PostBodies
}

const NOTHING: Additions = { changes: '', description: {} }

/** The slice of a vendor's description, and the words that say in what it differs from the whole. */
export function cut(
  description: JsonObject,
  wanted: Wanted,
  additions: Additions = NOTHING,
): { readonly slice: JsonObject; readonly changes: string } {
  const rooted = wanted.serverPath ? withServerPath(description) : description
  const added = withAdditions(rooted, additions)
  const posted = wanted.postBodies ? withPostBodies(added, wanted.postBodies) : added
  const operations = operationsIn(posted, wanted, additions)
  const paths = operations.map((operation) => operation.split(' ')[1] ?? '')
  const expanded = wanted.cutExpansions ? cutExpansions(posted, paths) : posted
  return { slice: slice(expanded, operations, wanted.marks), changes: changes(wanted, additions) }
}

/** The operations that are asked for, those that the additions touch, and their variants as POST. */
function operationsIn(description: JsonObject, wanted: Wanted, additions: Additions): string[] {
  const named = new Set([...wanted.operations, ...operationsOf(additions)])
  if (wanted.postBodies) {
    const paths = [...named].map((operation) => operation.split(' ')[1] ?? '')
    const items = object(description.paths)
    for (const path of paths) if (isObject(object(items[path]).post)) named.add(`POST ${path}`)
  }
  return [...named]
}

function changes(wanted: Wanted, additions: Additions): string {
  return [
    'Only the operations used here and what they reach; without prose; one example per response.',
    wanted.serverPath ? 'The path of the server is in front of every path.' : '',
    wanted.cutExpansions
      ? 'An expandable field offers, beside the id, only those objects that are reached without expanding.'
      : '',
    wanted.postBodies
      ? 'Marked x-handwritten: every GET also as a POST of a form; every form also as JSON.'
      : '',
    additions.changes,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}
