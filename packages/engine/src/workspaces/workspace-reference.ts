import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import { actorOf } from '../execute/principal.ts'
import type { Storage, Workspace } from '../ports.ts'
import type { TokenClaims } from '../tokens/claims.ts'
import { isTokenShaped, parseWorkspaceName } from './workspace-name.ts'

/** How a call names a workspace: under the four names it has had. The first that is not empty counts. */
export interface WorkspaceReference {
  readonly workspace_id?: string
  readonly workspace_name?: string
  readonly customer_name?: string
  readonly external_user_id?: string
}

export interface WorkspaceOptions {
  readonly workspaces: Storage['workspaces']
  /** Identifies by a scoped token; its time does not matter, since authority is the bearer's. */
  readonly identify: (token: string) => Promise<TokenClaims>
  readonly now: () => number
  readonly newId: () => string
}

type Meant = { readonly id: string } | { readonly name: string } | undefined

/** Finds the workspace that a call means; `undefined` when it names one by a name that is not there. */
export async function findWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  reference: WorkspaceReference,
): Promise<Workspace | undefined> {
  const meant = await meaningOf(options, principal, reference)
  const named = meant ?? (principal.workspaceId === undefined ? undefined : { id: principal.workspaceId })
  if (named === undefined) throw workspaceRequired()
  const byId = 'id' in named
  const found = byId
    ? await options.workspaces.find(principal.scope, named.id)
    : await options.workspaces.findByName(principal.scope, named.name)
  // A token that is bound to one workspace learns nothing of others: not even that they exist.
  const foreign = principal.workspaceId !== undefined && found?.id !== principal.workspaceId
  if (foreign || (byId && found === undefined)) throw workspaceNotFound()
  return found
}

/** Finds the workspace that a call means, and makes it when it is named and new. */
export async function ensureWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  { reference, requestId }: { readonly reference: WorkspaceReference; readonly requestId: string },
): Promise<Workspace> {
  const found = await findWorkspace(options, principal, reference)
  if (found !== undefined) return activeOnly(found)
  const at = new Date(options.now())
  const workspace: Workspace = {
    id: options.newId(),
    organizationId: principal.scope.organizationId,
    name: parseWorkspaceName(nameIn(reference) ?? ''),
    status: 'active',
    createdAt: at,
    updatedAt: at,
  }
  const event = {
    id: options.newId(),
    type: 'workspace.created',
    subjectId: workspace.id,
    requestId,
    at,
  } as const
  return options.workspaces.ensure(principal.scope, workspace, { ...event, actor: actorOf(principal) })
}

export function activeOnly(workspace: Workspace): Workspace {
  if (workspace.status === 'active') return workspace
  throw new SallyportError('forbidden', 'The workspace is inactive.', { act: 'operator' })
}

export function workspaceNotFound(): SallyportError {
  return new SallyportError('workspace_not_found', 'There is no such workspace.')
}

async function meaningOf(
  { identify }: WorkspaceOptions,
  { scope }: Principal,
  reference: WorkspaceReference,
): Promise<Meant> {
  if (reference.workspace_id) return { id: reference.workspace_id }
  const name = nameIn(reference)
  if (name === undefined) return undefined
  if (!isTokenShaped(name)) return { name: parseWorkspaceName(name) }
  const claims = await identify(name).catch((error: unknown) => {
    if (SallyportError.isInstance(error) && error.code === 'unauthenticated') return undefined
    throw error
  })
  if (claims?.workspaceId !== undefined && claims.organizationId === scope.organizationId) {
    return { id: claims.workspaceId }
  }
  throw new SallyportError(
    'malformed_request',
    'The token given as workspace is no scoped token of this organization.',
    {
      fix: 'Name the workspace by its name, or by a scoped token that this engine issued.',
    },
  )
}

function nameIn({ workspace_name, customer_name, external_user_id }: WorkspaceReference): string | undefined {
  return workspace_name || customer_name || external_user_id || undefined
}

function workspaceRequired(): SallyportError {
  return new SallyportError('workspace_required', 'The call names no workspace.', {
    fix: 'Give workspace_name, or use a scoped token, which is bound to a workspace.',
  })
}
