export type { OrganizationKeyStore, WrappedOrganizationKey } from './organization-key.ts'
export type { RootKeyProvider } from './root-key.ts'
export type { SealContext, SealPurpose } from './seal-context.ts'
export { createVault, type Vault, type VaultOptions } from './vault.ts'
