import type { RequestsOf } from './request.ts'

export const organizationCredentialRequests: RequestsOf<'listOrganizationCredentials'> = {
  listOrganizationCredentials: ({ organization }) => [
    { params: { organization_id: organization }, query: { limit: '200', offset: '0' } },
  ],
}
