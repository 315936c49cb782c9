import { SallyportError } from '@sallyport/errors'

const reasons = {
  bad_format: [
    'The sealed bytes have no format that this version reads.',
    'If a newer version wrote them, run that version; otherwise restore the row from a backup.',
  ],
  does_not_open: [
    'The sealed bytes do not open here: they were moved, damaged, or sealed by another deployment.',
    'Check that the deployment id, the root key and the database belong together; otherwise restore the row.',
  ],
  no_organization_key: [
    'The organization has no key to seal with.',
    'Make a key for the organization. If its key was dropped on purpose, its secrets stay closed.',
  ],
  unknown_organization_key: [
    'The organization key that sealed these bytes is not stored.',
    'Restore the row of that key from a backup. If it was dropped on purpose, the secret stays closed.',
  ],
  shredded: [
    'The keys of this organization were shredded: what they sealed does not open again.',
    'Nothing brings it back here. If it was a mistake, a backup from before still holds the keys.',
  ],
  unknown_root_key: [
    'The root key that this secret depends on is not configured.',
    'Configure the root key that the log names; a root key that still has readers must stay configured.',
  ],
} as const satisfies Record<string, readonly [message: string, fix: string]>

export type VaultRefusal = keyof typeof reasons

/**
 * `vault_unavailable` for what a repetition cannot mend. The message reaches callers of the API, so
 * ids of keys go into `cause`, which only the engine's log shows.
 */
export function vaultUnavailable(reason: VaultRefusal, cause?: unknown): SallyportError {
  const [message, fix] = reasons[reason]
  return new SallyportError('vault_unavailable', message, { fix, retryable: false, cause })
}
