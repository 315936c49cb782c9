import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const organizationRequests: RequestsOf<OperationGroups['organization']> = {
  getEnrollmentStatus: () => [{}],
  listOrganizations: () => [{}],
  createApplication: () => [{}],
}
