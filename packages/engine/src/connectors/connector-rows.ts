import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import { reachConnector, type ScopeOptions } from '../execute/scope.ts'
import type { Connector, Storage, StoredConnector } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'

export interface ConnectorRowsOptions extends WorkspaceOptions, ScopeOptions {
  readonly connectors: Storage['connectors']
}

/** Which connectors of a workspace are wanted. */
export interface ConnectorQuery extends WorkspaceReference {
  readonly definition_id?: string
  readonly limit?: number
  /** As a page before gave it. */
  readonly cursor?: string
}

export interface ConnectorPage {
  readonly connectors: readonly Connector[]
  /** Where the next page begins, if there is one. */
  readonly next: string | null
}

/** Records of a page at most, and of an answer to those who ask for no pages. */
const MAX_LIMIT = 1_000
const MAX_LISTED = 10_000

/**
 * The connectors of a workspace. A name that is not there has none: it is not an error to look.
 *
 * @throws SallyportError `invalid_request` for a limit that is none, `invalid_cursor`, `workspace_not_found` for an id.
 */
export async function listConnectors(
  options: ConnectorRowsOptions,
  principal: Principal,
  { definition_id, limit, cursor, ...reference }: ConnectorQuery,
): Promise<ConnectorPage> {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT)) throw noLimit()
  const after = cursor === undefined ? undefined : placeOf(cursor)
  const workspace = await findWorkspace(options, principal, reference)
  if (workspace === undefined) return { connectors: [], next: null }
  const most = limit ?? MAX_LISTED
  const found = await options.connectors.list(scopeOfWorkspace(workspace), {
    ...(definition_id !== undefined && { definitionId: definition_id }),
    ...(after && { after }),
    limit: most + 1,
  })
  const connectors = found.slice(0, most)
  const last = connectors.at(-1)
  return { connectors, next: found.length > most && last ? cursorOf(last) : null }
}

type Place = Pick<Connector, 'createdAt' | 'id'>

/** A place in the order of the list, and nothing that could be used for anything else. */
function cursorOf({ createdAt, id }: Place): string {
  return Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url')
}

const PLACE = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function placeOf(cursor: string): Place {
  const [, time, id] = PLACE.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  if (time !== undefined && id !== undefined) return { createdAt: new Date(Number(time)), id }
  throw new SallyportError('invalid_cursor', 'The cursor does not belong to this list.', {
    fix: 'Follow "next" as it was given, or leave the cursor out to begin with the oldest connector.',
  })
}

function noLimit(): SallyportError {
  const message = `"limit" is a whole number from 1 to ${MAX_LIMIT}.`
  return new SallyportError('invalid_request', message, {
    problems: [{ field: 'query.limit', code: 'range', message }],
  })
}

/** @throws SallyportError `connector_not_found`, also for one of another workspace or organization. */
export async function getConnector(
  options: ConnectorRowsOptions,
  principal: Principal,
  id: string,
): Promise<StoredConnector> {
  return (await reachConnector(options, principal, id)).row
}
