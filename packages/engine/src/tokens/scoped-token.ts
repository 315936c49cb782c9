import type { Capability } from '@sallyport/contract'
import type { Principal } from '../execute/principal.ts'
import type { Workspace } from '../ports.ts'
import {
  ensureWorkspace,
  findWorkspace,
  lookUpWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import { workspaceNotFound } from '../workspaces/workspace-refusals.ts'
import { type IssueOptions, issueToken } from './issue-token.ts'

export interface NewScopedToken {
  readonly reference: WorkspaceReference
  readonly capabilities: readonly Capability[]
  readonly requestId: string
}

/** Makes a token for one workspace, and the workspace if it is new. */
export async function createScopedToken(
  options: WorkspaceOptions & IssueOptions,
  principal: Principal,
  { reference, capabilities, requestId }: NewScopedToken,
): Promise<string> {
  const workspace = await ensureWorkspace(options, principal, { reference, requestId })
  return tokenOf(options, principal, { workspace, capabilities })
}

/**
 * The same where the workspace has to be there: for who could not tell a new customer from a slip of the pen.
 *
 * @throws SallyportError `workspace_not_found`
 */
export async function createTokenOfExisting(
  options: WorkspaceOptions & IssueOptions,
  principal: Principal,
  { reference, capabilities }: Omit<NewScopedToken, 'requestId'>,
): Promise<string> {
  const workspace = await lookUpWorkspace(options, principal, reference)
  if ('missing' in workspace) throw workspaceNotFound(workspace.missing)
  return tokenOf(options, principal, { workspace, capabilities })
}

interface Bound {
  readonly workspace: Workspace
  readonly capabilities: readonly Capability[]
}

function tokenOf(
  options: IssueOptions,
  principal: Principal,
  { workspace, capabilities }: Bound,
): Promise<string> {
  const { applicationId, homeId, secretVersion } = principal
  return issueToken(options, {
    kind: 'scoped',
    organizationId: workspace.organizationId,
    homeId,
    boundTo: workspace.organizationId,
    applicationId,
    secretVersion,
    workspaceId: workspace.id,
    capabilities,
    widget: undefined,
  })
}

/** The workspace that a scoped token is bound to. */
export async function describeScopedToken(
  options: WorkspaceOptions,
  principal: Principal<'scoped' | 'widget'>,
): Promise<Workspace> {
  const workspace = await findWorkspace(options, principal, {})
  if (workspace === undefined) throw workspaceNotFound()
  return workspace
}
