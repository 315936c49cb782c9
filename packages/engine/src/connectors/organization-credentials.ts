import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import type { Connector } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** Rows of one answer, where nobody says. */
const USUAL = 50

export interface CredentialPage {
  /** Oldest first. */
  readonly connectors: readonly (Connector & { readonly lastSuccessAt: Date | null })[]
  /** Of the organization in all. */
  readonly total: number
}

/** Port: the connectors of an organization, over all of its workspaces that are there. */
export interface OrganizationCredentialStore {
  page(
    scope: OrganizationScope,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<CredentialPage>
}

/** The connectors of the principal's own organization. @throws SallyportError `organization_not_found` for any other. */
export async function listOrganizationCredentials(
  { organizationCredentials }: { readonly organizationCredentials: OrganizationCredentialStore },
  { scope }: Principal<'application'>,
  asked: {
    readonly organizationId: string
    readonly limit?: number
    readonly offset?: number
  },
): Promise<CredentialPage> {
  const { organizationId, limit = USUAL, offset = 0 } = asked
  if (organizationId.toLowerCase() !== scope.organizationId) {
    throw new SallyportError('organization_not_found', 'There is no such organization.', {
      fix: 'The answer of POST /api/v1/account/applications/token names yours.',
    })
  }
  return organizationCredentials.page(scope, { limit, offset })
}
