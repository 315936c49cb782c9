export { type KeyStatus, keyStatus } from './key-status.ts'
export type {
  DeploymentSecrets,
  KeyStorage,
  OrganizationKeyRow,
  StoredValue,
  StoredWrapping,
  ValuePage,
} from './key-storage.ts'
export { type KeyFailure, type KeyFailures, type KeyWork, organizationIds } from './key-work.ts'
export {
  dropEmptyKeys,
  EMPTY_KEY_MS,
  type KeyProgress,
  type KeyRotation,
  rotateOrganizationKey,
} from './rotate-organization-key.ts'
export { type RootProgress, type RootRotation, rotateRootKey } from './rotate-root-key.ts'
export { rotateSigningKey, type SigningRotation, VERIFY_MS } from './rotate-signing-key.ts'
export { type Shredded, shredOrganization } from './shred-organization.ts'
export { type Verification, type VerifyProgress, verifySealedRows } from './verify-sealed-rows.ts'
