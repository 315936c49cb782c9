import type { SealContext, Vault } from '@sallyport/vault'
import type { KeptResult } from './result-store.ts'

/** Bytes of one piece, which is what the vault seals at once. */
export const PIECE_BYTES = 1024 * 1024

/** Whose result it is. */
export type ResultOwner = Pick<KeptResult, 'id' | 'organizationId' | 'workspaceId'>

/** Seals the JSON of a result piece by piece. */
export async function sealJson(
  vault: Vault,
  owner: ResultOwner,
  json: string,
): Promise<{ readonly sealed: readonly Uint8Array[]; readonly bytes: number }> {
  const plaintext = Buffer.from(json)
  const sealed: Uint8Array[] = []
  for (let start = 0; start < plaintext.length; start += PIECE_BYTES) {
    const piece = plaintext.subarray(start, start + PIECE_BYTES)
    sealed.push(await vault.seal(contextOf(owner, sealed.length), piece))
  }
  const bytes = plaintext.length
  plaintext.fill(0)
  return { sealed, bytes }
}

/** @throws SallyportError `vault_unavailable` */
export async function openJson(
  vault: Vault,
  owner: ResultOwner,
  sealed: readonly Uint8Array[],
): Promise<unknown> {
  const opened = await Promise.all(sealed.map((piece, number) => vault.open(contextOf(owner, number), piece)))
  const plaintext = Buffer.concat(opened)
  const value: unknown = JSON.parse(plaintext.toString())
  for (const bytes of [...opened, plaintext]) bytes.fill(0)
  return value
}

/** Binds a piece to its result and its place in it: pieces that were exchanged do not open. */
function contextOf({ organizationId, workspaceId, id }: ResultOwner, number: number): SealContext {
  return { organizationId, workspaceId, subjectId: id, purpose: 'result', version: number }
}
