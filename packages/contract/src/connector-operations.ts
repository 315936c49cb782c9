import { Type } from 'typebox'
import { Inspection } from './execute-schemas.ts'
import { ACTING_TOKEN, ANY_TOKEN, operation } from './operation.ts'
import * as schema from './schemas.ts'

const lookup = {
  method: 'GET',
  access: ANY_TOKEN,
  capability: 'none',
  tag: 'Connectors',
  query: Type.Object({
    ...schema.workspaceReference,
    definition_id: Type.Optional(schema.Uuid),
    limit: Type.Optional(Type.String({ maxLength: 5, description: '1 to 1000. Left out: up to 10,000.' })),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: 'As `next` has it.' })),
  }),
} as const

const Next = schema.orNull(
  Type.String({
    description: 'Path of the next page, such as `/api/v1/integrations/connectors?cursor=...`.',
  }),
)

/** Connectors: third-party accounts in workspaces. */
export const connectorOperations = {
  createConnector: operation({
    method: 'POST',
    path: '/integrations/connectors',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Connects a third-party account to a workspace. The credential is sealed and never comes back.',
    tag: 'Connectors',
    body: schema.NewConnector,
    idempotent: 'key',
    answer: { status: 200, schema: schema.Connector },
  }),

  checkNewConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/check',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Tries a credential and what it opens. Nothing is stored.',
    tag: 'Connectors',
    body: schema.NewConnector,
    answer: { status: 200, schema: schema.CheckAnswer },
  }),

  createSource: operation({
    method: 'POST',
    path: '/integrations/sources',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Connects a third-party account, as the first clients ask for it.',
    tag: 'Connectors',
    body: schema.NewSource,
    answer: { status: 200, schema: schema.Connector },
  }),

  listConnectors: operation({
    ...lookup,
    path: '/integrations/connectors',
    aliases: [],
    summary: 'Lists the connectors of a workspace, oldest first.',
    answer: {
      status: 200,
      schema: Type.Object({ data: Type.Array(schema.ConnectorItem), next: Next }),
    },
  }),

  listInstances: operation({
    ...lookup,
    path: '/connectors/instances_for_user',
    aliases: [],
    summary: 'The same for clients of December 2025.',
    answer: {
      status: 200,
      schema: Type.Object({ instances: Type.Array(schema.ConnectorItem), next: Next }),
    },
  }),

  listConnectorsForUser: operation({
    ...lookup,
    path: '/connectors/connectors_for_user',
    aliases: [],
    summary: 'The same for clients of January 2026.',
    answer: {
      status: 200,
      schema: Type.Object({ connectors: Type.Array(schema.ConnectorItem), next: Next }),
    },
  }),

  getConnector: operation({
    method: 'GET',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Shows one connector.',
    tag: 'Connectors',
    params: schema.ConnectorReference,
    answer: { status: 200, schema: schema.Connector },
  }),

  inspectConnector: operation({
    method: 'GET',
    path: '/integrations/connectors/{id}/inspect',
    aliases: [],
    access: ACTING_TOKEN,
    capability: 'none',
    summary: 'Tells what can be asked of a connector, and what of it is kept to be searched.',
    tag: 'Connectors',
    params: schema.ConnectorReference,
    answer: { status: 200, schema: Inspection },
  }),

  updateConnector: operation({
    method: 'PUT',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Changes a connector. A new credential takes over after it was found to work.',
    tag: 'Connectors',
    params: schema.Id,
    body: schema.ConnectorChange,
    answer: { status: 200, schema: schema.Connector },
  }),

  deleteConnector: operation({
    method: 'DELETE',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Removes a connector; its tokens are revoked and erased afterwards, with receipts.',
    tag: 'Connectors',
    params: schema.Id,
    answer: { status: 202, schema: Type.Object({ job_id: schema.Uuid }) },
  }),

  checkConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/{id}/check',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'read',
    summary: 'Tries the credential of a connector, and one cheap read of each entity.',
    tag: 'Connectors',
    params: schema.Id,
    body: schema.ConnectorCheck,
    answer: { status: 200, schema: schema.CheckAnswer },
  }),
} as const
