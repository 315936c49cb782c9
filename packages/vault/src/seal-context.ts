import { encodeAssociatedData, Format } from './associated-data.ts'

/** What kind of secret the bytes are. */
export type SealPurpose =
  | 'credential'
  | 'spare-credential'
  | 'access-token'
  | 'file'
  | 'signing-key'
  | 'oauth-application'
  | 'connect-session'
  | 'webhook-secret'
  | 'destination-config'
  | 'idempotent-call'
  | 'result'
  | 'cursor'

/**
 * What a sealed value belongs to. All of it is authenticated as associated data, so bytes that were
 * moved to another row, workspace, organization or version do not open. Each text is 1 to 255
 * characters.
 */
export interface SealContext {
  readonly organizationId: string
  /** Absent for what belongs to the whole organization. */
  readonly workspaceId?: string
  /** Id of the row that holds the bytes: a connector, a signing key. */
  readonly subjectId: string
  readonly purpose: SealPurpose
  /** Version of the row's secret: a whole number from 0. */
  readonly version: number
}

/** Binds a sealed value to one deployment and one context. Throws `TypeError` for a context that is none. */
export function contextAssociatedData(deploymentId: string, context: SealContext): Uint8Array {
  const { organizationId, workspaceId, subjectId, purpose, version } = context
  if (!Number.isSafeInteger(version) || version < 0) {
    throw new TypeError('The version of a seal context is a whole number from 0')
  }
  const fields = [deploymentId, organizationId, subjectId, purpose, String(version)]
  if (workspaceId !== undefined) fields.push(workspaceId)
  return encodeAssociatedData(Format.sealedValue, fields)
}
