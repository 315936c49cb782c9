import type { RequestsOf } from './request.ts'

export const organizationRequests: RequestsOf<
  'getEnrollmentStatus' | 'listOrganizations' | 'createApplication'
> = {
  getEnrollmentStatus: () => [{}],
  listOrganizations: () => [{}],
  createApplication: () => [{}],
}
