export {
  addApplication,
  endOlderSecret,
  type KeepSecret,
  revokeApplication,
  rotateSecret,
  type SecretRotation,
} from './operate-applications.ts'
export { grantOrganization, ungrantOrganization } from './operate-grants.ts'
export { addOrganization, everyOrganization, findOrganization } from './operate-organizations.ts'
export type { Grant, OrganizationHost, OrganizationWork, Recorded } from './organization-work.ts'
