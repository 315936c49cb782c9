import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import type { Storage, Workspace } from '../ports.ts'
import type { TokenClaims } from '../tokens/claims.ts'
import { newWorkspace } from './new-workspace.ts'
import { isTokenShaped } from './token-shape.ts'
import { workspaceInactive, workspaceNotFound } from './workspace-refusals.ts'

/** How a call names a workspace: under the names it has had. The first that is not empty counts. */
export interface WorkspaceReference {
  readonly workspace_id?: string
  readonly workspace_name?: string
  readonly customer_name?: string
  readonly external_user_id?: string
  readonly externalUserId?: string
}

export interface WorkspaceOptions {
  readonly workspaces: Storage['workspaces']
  /** Identifies by a scoped token; its time does not matter, since authority is the bearer's. */
  readonly identify: (token: string) => Promise<TokenClaims>
  readonly now: () => number
  readonly newId: () => string
}

/** A workspace that is there, or the name of one that is not. */
export type Looked = Workspace | { readonly missing: string }

/** Finds the workspace that a call means; `undefined` when it names one by a name that is not there. */
export async function findWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  reference: WorkspaceReference,
): Promise<Workspace | undefined> {
  const looked = await lookUp(options, principal, reference)
  return 'missing' in looked ? undefined : looked
}

/** Finds the workspace that a call means, and makes it when it is named and new. */
export async function ensureWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  { reference, requestId }: { readonly reference: WorkspaceReference; readonly requestId: string },
): Promise<Workspace> {
  const looked = await lookUpWorkspace(options, principal, reference)
  return makeWorkspace(options, principal, { looked, requestId })
}

/** Looks for the workspace that a call means to work in. */
export async function lookUpWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  reference: WorkspaceReference,
): Promise<Looked> {
  const looked = await lookUp(options, principal, reference)
  return 'missing' in looked ? looked : activeOnly(looked)
}

/** Gives the workspace that was looked for, made where there was none. */
export async function makeWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  { looked, requestId }: { readonly looked: Looked; readonly requestId: string },
): Promise<Workspace> {
  if (!('missing' in looked)) return looked
  const { workspace, event } = newWorkspace(options, principal, { name: looked.missing, requestId })
  return options.workspaces.ensure(principal.scope, workspace, event)
}

function activeOnly(workspace: Workspace): Workspace {
  if (workspace.status === 'active') return workspace
  throw workspaceInactive()
}

type Meant = { readonly id: string } | { readonly name: string }

async function lookUp(
  options: WorkspaceOptions,
  principal: Principal,
  reference: WorkspaceReference,
): Promise<Looked> {
  const { scope, workspaceId } = principal
  const meant = await meaningOf(options, principal, reference)
  const found =
    'id' in meant
      ? await options.workspaces.find(scope, meant.id)
      : await options.workspaces.findByName(scope, meant.name)
  // A token that is bound to one workspace learns nothing of others: not even that they exist.
  if (workspaceId !== undefined && found?.id !== workspaceId) throw workspaceNotFound()
  if (found !== undefined) return found
  if ('id' in meant) throw workspaceNotFound()
  return { missing: meant.name }
}

async function meaningOf(
  options: WorkspaceOptions,
  principal: Principal,
  reference: WorkspaceReference,
): Promise<Meant> {
  if (reference.workspace_id) return { id: reference.workspace_id }
  const field = NAME_FIELDS.find((name) => reference[name])
  if (field === undefined) {
    if (principal.workspaceId === undefined) throw workspaceRequired()
    return { id: principal.workspaceId }
  }
  const text = reference[field]?.trim() ?? ''
  return isTokenShaped(text)
    ? { id: await workspaceOfToken(options, principal, text) }
    : { name: parseName(field, text) }
}

async function workspaceOfToken(
  { identify }: WorkspaceOptions,
  { scope }: Principal,
  token: string,
): Promise<string> {
  const claims = await identify(token).catch((error: unknown) => {
    if (SallyportError.isInstance(error) && error.code === 'unauthenticated') return undefined
    throw error
  })
  if (claims?.workspaceId !== undefined && claims.organizationId === scope.organizationId) {
    return claims.workspaceId
  }
  throw new SallyportError(
    'malformed_request',
    'The token given as workspace is no scoped token of this organization.',
    {
      fix: 'Name the workspace by its name, or by a scoped token that this engine issued.',
    },
  )
}

const NAME_FIELDS = ['workspace_name', 'customer_name', 'external_user_id', 'externalUserId'] as const

function workspaceRequired(): SallyportError {
  return new SallyportError('workspace_required', 'The call names no workspace.', {
    fix: 'Give workspace_name, or use a scoped token, which is bound to a workspace.',
  })
}
