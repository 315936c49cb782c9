export { startVaultDouble, type VaultDouble } from './vault-double.ts'
export { VersionedKey } from './versioned-key.ts'
