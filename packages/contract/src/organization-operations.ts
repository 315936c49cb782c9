import { Type } from 'typebox'
import { operation } from './operation.ts'
import { Name, orNull, Uuid } from './schemas.ts'

/** What an application may reach. Existing clients know these paths as internal, and their keys exactly. */
export const organizationOperations = {
  getEnrollmentStatus: operation({
    method: 'GET',
    path: '/internal/account/enrollment-status',
    aliases: [],
    access: ['application'],
    withoutOrganization: true,
    capability: 'none',
    summary: 'Tells which organization the caller belongs to.',
    tag: 'Organizations',
    answer: {
      status: 200,
      schema: Type.Object({
        is_new_user: Type.Boolean(),
        is_enrolled: Type.Boolean(),
        is_instance_admin: Type.Boolean(),
        organization_id: Uuid,
        organization_name: Name,
      }),
    },
  }),

  listOrganizations: operation({
    method: 'GET',
    path: '/internal/account/organizations',
    aliases: [],
    access: ['application'],
    withoutOrganization: true,
    capability: 'none',
    summary: 'Lists the organizations that the application reaches, its own first.',
    tag: 'Organizations',
    answer: {
      status: 200,
      schema: Type.Object({
        organizations: Type.Array(
          Type.Object({
            id: Uuid,
            organization_name: Name,
            first_workspace_id: orNull(Uuid),
          }),
        ),
        is_instance_admin: Type.Boolean(),
      }),
    },
  }),

  createApplication: operation({
    method: 'POST',
    path: '/internal/account/applications',
    aliases: [],
    access: ['application'],
    capability: 'none',
    summary: 'Makes an application with a secret of its own, which is shown this once.',
    tag: 'Organizations',
    answer: {
      status: 200,
      schema: Type.Object({ id: Uuid, name: Name, client_id: Type.String(), client_secret: Type.String() }),
    },
  }),
} as const
