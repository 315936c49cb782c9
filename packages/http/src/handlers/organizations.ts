import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { Handlers } from '../handler.ts'

export function organizationHandlers(engine: Engine): Handlers<OperationGroups['organization']> {
  return {
    // Asked by a program that has an application: its organization is there, and it is in.
    async getEnrollmentStatus({ principal }) {
      const organization = await engine.homeOf(principal)
      if (organization === undefined) throw new SallyportError('internal', 'The organization is gone.')
      return {
        is_new_user: false,
        is_enrolled: true,
        is_instance_admin: false,
        organization_id: organization.id,
        organization_name: organization.name,
      }
    },

    async listOrganizations({ principal }) {
      const organizations = await engine.listOrganizations(principal)
      return {
        organizations: organizations.map(({ id, name, firstWorkspaceId }) => ({
          id,
          organization_name: name,
          first_workspace_id: firstWorkspaceId,
        })),
        is_instance_admin: false,
      }
    },

    async createApplication({ principal, requestId }) {
      const { application, clientId, clientSecret } = await engine.createApplication(principal, { requestId })
      const { id, name } = application
      return { id, name, client_id: clientId, client_secret: clientSecret }
    },
  }
}
