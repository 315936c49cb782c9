import { countBy, shortHash, wordOf } from './word.ts'

/** Of a connector's own name, so that there is room for the operation. */
const MAX_LABEL = 16

/** Names of the verbs, and of what an MCP server offers beside operations. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'search_tools',
  'describe_tools',
  'execute',
  'query_result',
  'current_datetime',
  'list_workspaces',
  'list_connectors',
  'list_available_connectors',
  'inspect_connector',
  'read_skill_docs',
  'start_connector_setup',
  'get_connector_setup_status',
  'delete_connector',
])

export interface Nameable {
  readonly id: string
  readonly name: string
  readonly slug: string
}

/**
 * What the names of a connector's tools begin with: its type, and where there are several of one type also what it is
 * called. Two that are called the same are told apart by their ids.
 */
export function namePrefixes(connectors: readonly Nameable[]): ReadonlyMap<string, string> {
  const ofType = countBy(connectors, ({ slug }) => slug)
  const labelled = connectors.map((connector) => {
    const { slug } = connector
    // Entities and actions have underscores; a name of both kinds is one that models write wrongly.
    const type = wordOf(slug).replaceAll('-', '_')
    const label = (ofType.get(slug) ?? 0) > 1 ? labelOf(connector) : ''
    return { ...connector, prefix: label === '' ? type : `${type}_${label}` }
  })
  const ofPrefix = countBy(labelled, ({ prefix }) => prefix)
  return new Map(
    labelled.map(({ id, prefix }) => [
      id,
      (ofPrefix.get(prefix) ?? 0) > 1 ? `${prefix}_${shortHash(id)}` : prefix,
    ]),
  )
}

/** The name less what says the type again: of "GitHub (Acme)" `acme`. */
function labelOf({ name, slug }: Nameable): string {
  const words = wordOf(name).toLowerCase().split(/[_-]+/)
  const type = new Set(wordOf(slug).toLowerCase().split(/[_-]+/))
  const own = words.filter((word) => word !== '' && !type.has(word))
  return own.join('_').slice(0, MAX_LABEL).replace(/_$/, '')
}
