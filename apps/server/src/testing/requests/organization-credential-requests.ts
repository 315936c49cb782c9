import type { OperationGroups } from '@sallyport/contract'
import type { RequestsOf } from './request.ts'

export const organizationCredentialRequests: RequestsOf<OperationGroups['organizationCredential']> = {
  listOrganizationCredentials: ({ organization }) => [
    { params: { organization_id: organization }, query: { limit: '200', offset: '0' } },
  ],
}
