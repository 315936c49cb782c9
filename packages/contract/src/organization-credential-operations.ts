import { Type } from 'typebox'
import { operation } from './operation.ts'
import { orNull, Time, Uuid } from './schemas.ts'

const { Optional } = Type

/** One connector as the list of an organization has it. Its credential is nowhere in it. */
const OrganizationCredential = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Of the connector.' }),
  name: Type.String(),
  workspace_id: Uuid,
  connector_name: Type.String({ description: 'Slug of the connector type.' }),
  context_store_status: Type.Null({ description: 'There is no context store yet.' }),
  context_store_badge_status: Type.Null(),
  context_store_entity_count: Type.Literal(0),
  last_accessed_at: orNull(
    Type.String({ format: 'date-time', description: 'When the third party took the credential last.' }),
  ),
  created_at: Time,
  updated_at: Time,
})

/** Everything that is connected, over all workspaces. */
export const organizationCredentialOperations = {
  listOrganizationCredentials: operation({
    method: 'GET',
    path: '/organizations/{organization_id}/credentials',
    aliases: [],
    access: ['application'],
    capability: 'none',
    summary: 'Lists the connectors of all workspaces, oldest first. No credential is in it.',
    tag: 'Connectors',
    params: Type.Object({ organization_id: Uuid }),
    query: Type.Object({
      limit: Optional(
        Type.String({
          pattern: '^([1-9]|[1-9][0-9]|1[0-9][0-9]|200)$',
          description: '1 to 200; 50 by default.',
        }),
      ),
      offset: Optional(Type.String({ pattern: '^(0|[1-9][0-9]{0,8})$', description: '0 by default.' })),
    }),
    answer: {
      status: 200,
      schema: Type.Object({ data: Type.Array(OrganizationCredential), total: Type.Integer() }),
    },
  }),
} as const
