import { Type } from 'typebox'
import { CAPABILITIES } from './capability.ts'
import { oauthOperations } from './oauth-operations.ts'
import { type ApiOperation, operation } from './operation.ts'
import { revocationOperations } from './revocation-operations.ts'
import * as schema from './schemas.ts'

const either = ['application', 'scoped'] as const
const Id = Type.Object({ id: schema.Uuid })

/** Every operation of the HTTP API, by the name under which code speaks of it. */
export const operations = {
  createApplicationToken: operation({
    method: 'POST',
    path: '/account/applications/token',
    aliases: ['/applications/token'],
    access: 'public',
    capability: 'none',
    summary: 'Exchanges client id and secret for an application token (15 minutes).',
    tag: 'Tokens',
    body: Type.Object({
      client_id: Type.String({ minLength: 1, maxLength: 255 }),
      client_secret: Type.String({ minLength: 1, maxLength: 255 }),
    }),
    answer: {
      status: 200,
      schema: Type.Object({
        access_token: Type.String(),
        token_type: Type.Literal('bearer'),
        expires_in: Type.Integer({ description: 'Seconds.' }),
        organization_id: schema.Uuid,
      }),
    },
  }),

  createScopedToken: operation({
    method: 'POST',
    path: '/account/applications/scoped-token',
    aliases: ['/embedded/scoped-token'],
    access: ['application'],
    capability: 'none',
    summary: 'Makes a token for one workspace (20 minutes), and the workspace if it is new.',
    tag: 'Tokens',
    body: Type.Object({
      ...schema.workspaceNames,
      region_id: Type.Optional(schema.orNull(schema.Uuid)),
      capabilities: Type.Optional(schema.Capabilities),
    }),
    answer: { status: 200, schema: Type.Object({ token: Type.String() }) },
  }),

  getScopedTokenInfo: operation({
    method: 'GET',
    path: '/account/applications/scoped-token/info',
    aliases: ['/embedded/scoped-token/info'],
    access: ['scoped'],
    capability: 'none',
    summary: 'Tells what a scoped token is bound to.',
    tag: 'Tokens',
    answer: {
      status: 200,
      schema: Type.Object({
        organization_id: schema.Uuid,
        workspace_id: schema.Uuid,
        workspace_name: Type.String(),
        capabilities: Type.Array(Type.Enum([...CAPABILITIES])),
        customer_name: Type.String({ deprecated: true }),
        external_user_id: Type.String({ deprecated: true }),
      }),
    },
  }),

  listTemplates: operation({
    method: 'GET',
    path: '/integrations/templates/sources',
    aliases: ['/integrations/templates/sources/global'],
    access: either,
    capability: 'none',
    summary: 'Lists the connector types that can be connected.',
    tag: 'Templates',
    answer: { status: 200, schema: Type.Object({ data: Type.Array(schema.TemplateItem) }) },
  }),

  pushDefinition: operation({
    method: 'POST',
    path: '/integrations/definitions/sources',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: "Uploads a connector definition of the organization's own, or the next version of one.",
    tag: 'Definitions',
    body: schema.NewDefinition,
    answer: { status: 201, unchanged: 200, schema: schema.PushedDefinition },
  }),

  listDefinitions: operation({
    method: 'GET',
    path: '/integrations/definitions/sources',
    aliases: [],
    access: either,
    capability: 'none',
    summary: 'Lists connector definitions, those of the engine and those of the organization.',
    tag: 'Definitions',
    query: Type.Object({ name: Type.Optional(Type.String({ maxLength: schema.MAX_NAME })) }),
    answer: { status: 200, schema: Type.Object({ definitions: Type.Array(schema.DefinitionSummary) }) },
  }),

  getDefinition: operation({
    method: 'GET',
    path: '/integrations/definitions/sources/{id}',
    aliases: [],
    access: either,
    capability: 'none',
    summary: 'Shows one connector definition, and what a connection to it asks for.',
    tag: 'Definitions',
    params: Id,
    answer: { status: 200, schema: schema.DefinitionDetail },
  }),

  removeDefinition: operation({
    method: 'DELETE',
    path: '/integrations/definitions/sources/{id}',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: "Removes a definition of the organization's own that no connector uses.",
    tag: 'Definitions',
    params: Id,
    answer: { status: 200, schema: Id },
  }),

  createConnector: operation({
    method: 'POST',
    path: '/integrations/connectors',
    aliases: [],
    access: either,
    capability: 'connect',
    summary: 'Connects a third-party account to a workspace. The credential is sealed and never comes back.',
    tag: 'Connectors',
    body: schema.NewConnector,
    answer: { status: 200, schema: schema.Connector },
  }),

  checkNewConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/check',
    aliases: [],
    access: either,
    capability: 'connect',
    summary: 'Tries a credential and what it opens. Nothing is stored.',
    tag: 'Connectors',
    body: schema.NewConnector,
    answer: { status: 200, schema: schema.CheckAnswer },
  }),

  listConnectors: operation({
    method: 'GET',
    path: '/integrations/connectors',
    aliases: [],
    access: either,
    capability: 'none',
    summary: 'Lists the connectors of a workspace.',
    tag: 'Connectors',
    query: Type.Object({ ...schema.workspaceReference, definition_id: Type.Optional(schema.Uuid) }),
    answer: { status: 200, schema: Type.Object({ data: Type.Array(schema.ConnectorItem) }) },
  }),

  getConnector: operation({
    method: 'GET',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: either,
    capability: 'none',
    summary: 'Shows one connector.',
    tag: 'Connectors',
    params: Id,
    answer: { status: 200, schema: schema.Connector },
  }),

  updateConnector: operation({
    method: 'PUT',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: either,
    capability: 'connect',
    summary: 'Changes a connector. A new credential takes over after it was found to work.',
    tag: 'Connectors',
    params: Id,
    body: schema.ConnectorChange,
    answer: { status: 200, schema: schema.Connector },
  }),

  deleteConnector: operation({
    method: 'DELETE',
    path: '/integrations/connectors/{id}',
    aliases: [],
    access: either,
    capability: 'connect',
    summary: 'Removes a connector; its tokens are revoked and erased afterwards, with receipts.',
    tag: 'Connectors',
    params: Id,
    answer: { status: 202, schema: Type.Object({ job_id: schema.Uuid }) },
  }),

  checkConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/{id}/check',
    aliases: [],
    access: either,
    capability: 'read',
    summary: 'Tries the credential of a connector, and one cheap read of each entity.',
    tag: 'Connectors',
    params: Id,
    body: schema.ConnectorCheck,
    answer: { status: 200, schema: schema.CheckAnswer },
  }),

  ...oauthOperations,

  uploadFile: operation({
    method: 'POST',
    path: '/files',
    aliases: [],
    access: either,
    capability: 'write',
    summary: 'Takes a file for an hour; the handle that it gives is good in one workspace.',
    tag: 'Files',
    query: Type.Object({ ...schema.workspaceReference, name: Type.Optional(schema.Name) }),
    takes: 'file',
    answer: { status: 200, schema: schema.FileHandle },
  }),

  executeConnector: operation({
    method: 'POST',
    path: '/integrations/connectors/{id}/execute',
    aliases: ['/connectors/sources/{id}/execute', '/connectors/instances/{id}/execute'],
    access: either,
    capability: 'none',
    summary: 'Runs one action on one entity through a connector.',
    tag: 'Connectors',
    params: Id,
    body: schema.ExecuteRequest,
    gives: 'file',
    answer: { status: 200, schema: schema.ExecuteAnswer },
  }),

  ...revocationOperations,
} as const satisfies Record<string, ApiOperation>

export type Operations = typeof operations
export type OperationId = keyof Operations

/** Every path is served below each of these: clients of all generations find it. */
export const PATH_PREFIXES = ['/api/v1', '/v1'] as const
