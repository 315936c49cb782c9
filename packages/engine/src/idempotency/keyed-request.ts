import { createHash } from 'node:crypto'
import type { Principal } from '../execute/principal.ts'
import { isTokenShaped } from '../workspaces/token-shape.ts'
import type { WorkspaceReference } from '../workspaces/workspace-reference.ts'

/** A request that its client wants to be carried out once. */
export interface KeyedRequest {
  /** As the client chose it: 1 to 255 characters. */
  readonly key: string
  /** All that was asked for, as values of JSON. */
  readonly request: unknown
  /** Told when what follows is what was answered before. */
  readonly onReplay: () => void
}

/** Within what a key is good: the same text means another call in another of these. */
export interface KeyPlace {
  /** The id of the workspace, or how it is named. */
  readonly workspace: string
  readonly connectorId?: string
  readonly principal: Principal
}

/** The organization is not in it: it stands beside it in storage. */
export function hashOfKey({ workspace, connectorId, principal }: KeyPlace, key: string): Uint8Array {
  const { applicationId, kind } = principal
  return sha256(JSON.stringify([workspace, connectorId ?? '', applicationId, kind, key]))
}

/** What a request asks for, whatever the order of its members. */
export function hashOfRequest(request: unknown): string {
  return Buffer.from(sha256(canonical(request))).toString('base64')
}

/** RFC 8785 3.2.3, as far as it takes for two texts to be equal: members in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, each: unknown) => {
    // The seed's clients name a workspace by a token, which is another every 20 minutes.
    if (typeof each === 'string' && NAMES.has(name) && isTokenShaped(each)) return null
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

const NAMES = new Set(['workspace_name', 'customer_name', 'external_user_id'])

/** How a request names the workspace that it is about, before anybody has looked for it. */
export function workspaceNamed(principal: Principal, body: unknown): string {
  if (principal.workspaceId !== undefined) return principal.workspaceId
  if (typeof body !== 'object' || body === null) return ''
  const { workspace_id, workspace_name, customer_name, external_user_id }: WorkspaceReference = body
  if (workspace_id) return workspace_id
  const name = [workspace_name, customer_name, external_user_id].find((each) => each)?.trim() ?? ''
  return isTokenShaped(name) ? '' : `name ${name}`
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
