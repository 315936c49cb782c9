import type { Vault } from '@sallyport/vault'
import type { Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import { noCursor, openCursor, sealCursor } from '../paging/cursor.ts'
import type { Storage, Workspace } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

export interface ListWorkspacesOptions {
  readonly workspaces: Storage['workspaces']
  readonly vault: Vault
}

interface Wanted {
  readonly nameContains?: string
  readonly status?: Workspace['status']
}

export interface ListWorkspacesInput extends Wanted {
  /** 1 to 100. */
  readonly limit: number
  readonly cursor?: string
}

export interface WorkspacePage extends Wanted {
  readonly workspaces: readonly Workspace[]
  /** Where it goes on; absent at the end. */
  readonly next?: string
}

/** Where a list stands: behind one, or at its beginning with nothing but the exact match shown. */
interface Place extends Wanted {
  readonly after?: string
  /** The exact match, which was listed first. */
  readonly shown?: string
}

/**
 * A page of the workspaces of an organization, in the order in which they were made. The one that has exactly the name
 * that was looked for comes first: clients look for it on the first page alone.
 *
 * @throws SallyportError `invalid_cursor`; `invalid_request` for a text that is in no name
 */
export async function listWorkspaces(
  options: ListWorkspacesOptions,
  { scope }: Principal<'application'>,
  input: ListWorkspacesInput,
): Promise<WorkspacePage> {
  const cursors = { vault: options.vault, organizationId: scope.organizationId, list: 'workspaces' }
  const asked = wantedOf(input)
  const place: Place =
    input.cursor === undefined ? asked : goingOn(await openCursor<Place>(cursors, input.cursor), asked)
  const first = input.cursor === undefined ? await exactMatch(options, scope, asked) : undefined
  const shown = first?.id ?? place.shown
  const found = await options.workspaces.list(scope, {
    ...place,
    ...(shown !== undefined && { without: shown }),
    limit: input.limit + 1 - (first ? 1 : 0),
  })
  const all = [...(first ? [first] : []), ...found]
  const workspaces = all.slice(0, input.limit)
  const wanted = wantedOf(place)
  if (all.length <= input.limit) return { ...wanted, workspaces }
  const after = workspaces.findLast(({ id }) => id !== shown)?.id ?? place.after
  const next: Place = {
    ...wanted,
    ...(after !== undefined && { after }),
    ...(shown !== undefined && { shown }),
  }
  return { ...wanted, workspaces, next: await sealCursor(cursors, next) }
}

function wantedOf({ nameContains, status }: Wanted): Wanted {
  const name = nameContains?.trim() ? parseName('name_contains', nameContains) : undefined
  return { ...(name !== undefined && { nameContains: name }), ...(status && { status }) }
}

/** A cursor brings what its list was asked for; who says it again has to say the same. */
function goingOn(place: Place, asked: Wanted): Place {
  const differs =
    (asked.nameContains ?? place.nameContains) !== place.nameContains ||
    (asked.status ?? place.status) !== place.status
  if (differs) throw noCursor()
  return place
}

async function exactMatch(
  { workspaces }: ListWorkspacesOptions,
  scope: OrganizationScope,
  { nameContains, status }: Wanted,
): Promise<Workspace | undefined> {
  const found = nameContains && (await workspaces.findByName(scope, nameContains))
  return found && (status === undefined || found.status === status) ? found : undefined
}
