import type { SealContext } from '@sallyport/vault'
import type { WorkspaceScope } from '../scope.ts'

/** Binds a piece to its file and its place in it: pieces that were exchanged do not open. */
export function pieceContext(
  { organizationId, workspaceId }: WorkspaceScope,
  fileId: string,
  number: number,
): SealContext {
  return { organizationId, workspaceId, subjectId: fileId, purpose: 'file', version: number }
}
