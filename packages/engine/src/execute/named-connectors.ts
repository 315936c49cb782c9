import { SallyportError } from '@sallyport/errors'
import type { Connector, Storage } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import type { Principal } from './principal.ts'

export interface NamingOptions {
  readonly connectors: Storage['connectors']
  readonly catalogues: Catalogues
}

/** A connector that could have been meant, under the names that it has. */
export interface NamedConnector {
  readonly id: string
  readonly name: string
  /** Slug and title of its type. */
  readonly connectorName: string
  readonly title: string
}

/** Connectors that an answer lists. */
const MAX_LISTED = 20
/** Connectors among which a name is looked for. */
const MAX_SEARCHED = 1_000
const MAX_NAME = 80

/** The connectors of the one workspace that a principal is bound to; `undefined` where it is bound to none. */
export async function namedConnectors(
  { connectors, catalogues }: NamingOptions,
  { scope, workspaceId }: Principal,
): Promise<readonly NamedConnector[] | undefined> {
  if (workspaceId === undefined) return undefined
  const workspace = scopeOfWorkspace({ organizationId: scope.organizationId, id: workspaceId })
  const rows = await connectors.list(workspace, { limit: MAX_SEARCHED })
  const catalogue = await catalogues.of(scope)
  const typeOf = (row: Connector) => catalogue.named(row.definitionId)?.definition
  return rows.map((row) => {
    const definition = typeOf(row)
    return {
      id: row.id,
      name: row.name,
      connectorName: definition?.slug ?? '',
      title: definition?.title ?? '',
    }
  })
}

/**
 * The one connector of that name, or else the one of that type: as people and older clients name it.
 *
 * @throws SallyportError `connector_ambiguous`, `connector_not_found`, each listing what there is.
 */
export function connectorNamed(
  candidates: readonly NamedConnector[] | undefined,
  reference: string,
): NamedConnector {
  const wanted = reference.trim().toLowerCase()
  const named = candidates?.filter(({ name }) => name.toLowerCase() === wanted) ?? []
  const typed = candidates?.filter(({ connectorName, title }) =>
    [connectorName, connectorName.replaceAll('-', '_'), title.toLowerCase()].includes(wanted),
  )
  const fits = named.length > 0 ? named : (typed ?? [])
  const [only, ...more] = fits
  if (only === undefined) throw noneOf(candidates)
  if (more.length === 0) return only
  const message = `${fits.length} connectors of the workspace fit: ${listed(fits)}.`
  throw new SallyportError('connector_ambiguous', message, {
    fix: 'Name one of them by its id.',
    problems: [problemOf(message, fits)],
  })
}

/** The answer for what is not there and for what is not yours. */
export function noneOf(candidates: readonly NamedConnector[] | undefined): SallyportError {
  const message = 'There is no such connector.'
  if (candidates === undefined) return connectorNotFound()
  const has =
    candidates.length === 0
      ? 'This workspace has no connectors: make one with POST /api/v1/integrations/connectors.'
      : `This workspace has: ${listed(candidates)}.`
  return new SallyportError('connector_not_found', message, {
    fix: has,
    // Some clients show nothing but the messages of problems.
    problems: [problemOf(`${message} ${has}`, candidates)],
  })
}

export function connectorNotFound(): SallyportError {
  return new SallyportError('connector_not_found', 'There is no such connector.', {
    fix: 'List the connectors of the workspace at GET /api/v1/integrations/connectors.',
  })
}

function listed(candidates: readonly NamedConnector[]): string {
  const shown = candidates
    .slice(0, MAX_LISTED)
    .map(
      ({ id, name, connectorName }) => `${JSON.stringify(name.slice(0, MAX_NAME))} (${connectorName}, ${id})`,
    )
  const more = candidates.length - shown.length
  return `${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}

function problemOf(message: string, candidates: readonly NamedConnector[]) {
  const shown = candidates.slice(0, MAX_LISTED)
  return {
    field: 'id',
    code: 'unknown',
    message,
    details: {
      candidates: shown.map(({ id, name, connectorName }) => ({ id, name, connector_name: connectorName })),
    },
  }
}
