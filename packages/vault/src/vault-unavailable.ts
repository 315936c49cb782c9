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
  root_key_unreachable: [
    'The service that holds the root key cannot be asked now. Organizations whose keys are in memory go on.',
    'Wait and repeat. If it lasts, the log of the engine says how the service failed.',
  ],
  root_key_denied: [
    'The service that holds the root key does not let the engine use it.',
    'Give the engine its permissions on the key again, or a valid login: docs/keys.md lists them.',
  ],
  root_key_refused: [
    'The service that holds the root key does not take the call: the key may be missing, disabled or of another kind.',
    'Look at the state of the key there; the log of the engine has the words of the service.',
  ],
} as const satisfies Record<string, readonly [message: string, fix: string]>

export type VaultRefusal = keyof typeof reasons

/**
 * `vault_unavailable`, final except for a service that cannot be reached: there time mends it. The message
 * reaches callers of the API, so ids of keys go into `cause`, which only the engine's log shows.
 */
export function vaultUnavailable(
  reason: VaultRefusal,
  cause?: unknown,
  fix: string = reasons[reason][1],
): SallyportError {
  const retryable = reason === 'root_key_unreachable'
  return new SallyportError('vault_unavailable', reasons[reason][0], {
    fix,
    retryable,
    ...(retryable && { act: 'wait' }),
    cause,
  })
}
