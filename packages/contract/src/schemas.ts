import { type TSchema, Type } from 'typebox'
import { CAPABILITIES } from './capability.ts'
import { Customization } from './customization-schema.ts'

const { Optional } = Type

/** Longest name that the contract allows for a workspace or a connector, in characters. */
export const MAX_NAME = 255
/** Most fields that a caller may choose or leave out. */
export const MAX_FIELDS = 200

export const Uuid = Type.String({ format: 'uuid' })
/** Of a path that names one thing. */
export const Id = Type.Object({ id: Uuid })
/** Of a path that names a connector: by its id, or within the workspace of a scoped token by its name or type. */
export const ConnectorReference = Type.Object({
  id: Type.String({
    minLength: 1,
    maxLength: MAX_NAME,
    description: 'Id of the connector. With a scoped token also its name, or that of its type.',
  }),
})
export const Name = Type.String({ minLength: 1, maxLength: MAX_NAME })
export const Time = Type.String({ format: 'date-time' })
export const OpenObject = Type.Record(Type.String(), Type.Unknown())
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/**
 * One tenant of the organization, under the names it has had. The first that is not empty counts,
 * in this order. A scoped token in place of a name means the workspace that it is bound to.
 */
export const workspaceNames = {
  workspace_name: Optional(Type.String({ maxLength: 4096 })),
  customer_name: Optional(Type.String({ maxLength: 4096, deprecated: true })),
  external_user_id: Optional(Type.String({ maxLength: 4096, deprecated: true })),
  externalUserId: Optional(Type.String({ maxLength: 4096, deprecated: true })),
}

export const workspaceReference = { workspace_id: Optional(Uuid), ...workspaceNames }

/** What a scoped token may do. `execute` means `read` and `write`. Left out, it may do everything. */
export const Capabilities = Type.Array(Type.Enum(['execute', ...CAPABILITIES]), {
  maxItems: 10,
  description: 'What the token may be used for; "execute" is "read" and "write". Left out: everything.',
})

const template = {
  id: Uuid,
  name: Type.String(),
  icon: orNull(Type.String()),
  connector_name: Type.String({ description: 'Slug of the connector type.' }),
  organization_id: orNull(Uuid),
  actor_definition_id: Uuid,
  tags: Type.Array(Type.String()),
  customization: orNull(Customization),
  mode: Type.Enum(['DIRECT', 'REPLICATION', 'MULTI']),
  created_at: Time,
  updated_at: Time,
}

/** An offer of one connector type to the workspaces of an organization. */
export const TemplateItem = Type.Object(template)

/** How a connection is made by OAuth, and where in the configuration what came of it stands. */
const AdvancedAuth = Type.Object({
  auth_flow_type: Type.Enum(['oauth2.0', 'oauth1.0']),
  predicate_key: orNull(Type.Array(Type.String())),
  predicate_value: orNull(Type.String()),
  oauth_config_specification: Type.Object({
    oauth_user_input_from_connector_config_specification: OpenObject,
    oauth_connector_input_specification: OpenObject,
    complete_oauth_output_specification: OpenObject,
    complete_oauth_server_input_specification: OpenObject,
    complete_oauth_server_output_specification: OpenObject,
  }),
})

const ConnectorSpecification = Type.Object({
  documentationUrl: orNull(Type.String()),
  connectionSpecification: OpenObject,
  advanced_auth: orNull(AdvancedAuth),
  supported_destination_sync_modes: Type.Array(Type.String()),
})

export const Warnings = Type.Array(Type.Object({ code: Type.String(), message: Type.String() }))

export const TemplateDetail = Type.Object({
  ...template,
  source_definition_id: Uuid,
  user_config_spec: ConnectorSpecification,
  partial_default_config: OpenObject,
  is_experimental: Type.Boolean(),
  auth_tooltip: orNull(
    Type.Union([Type.String(), Type.Record(Type.String(), Type.String())], {
      description: 'Where to find what is asked for; by the title of the way, where there are several.',
    }),
  ),
  warnings: Optional(Warnings),
})

const definition = {
  sourceDefinitionId: orNull(Uuid),
  destinationDefinitionId: orNull(Uuid),
  name: Type.String(),
  dockerRepository: orNull(Type.String()),
  iconUrl: orNull(Type.String()),
  custom: Type.Boolean({ description: "Whether it is the organization's own." }),
  supportLevel: Type.Enum(['archived', 'certified', 'community', 'none']),
  version: orNull(Type.Integer({ description: "Of one of the organization's own: its latest." })),
}

/** A connector definition in lists. The names are camelCase, as existing clients have them. */
export const DefinitionSummary = Type.Object(definition)

export const DefinitionDetail = Type.Object({
  id: Uuid,
  definition: Type.Object({ ...definition, spec: ConnectorSpecification }),
  example_questions: Type.Object({ direct: Type.Array(Type.String()), search: Type.Array(Type.String()) }),
})

export const NewDefinition = Type.Object({
  definition: Type.Unknown({ description: 'As `definition.schema.json` of @sallyport/definition has it.' }),
  approve: Optional(
    Type.String({
      maxLength: 64,
      description: 'Hash of changed texts that somebody has read, as a refusal of them names it.',
    }),
  ),
  dry_run: Optional(
    Type.Boolean({ description: 'true: it is checked like one that is pushed, and nothing is stored.' }),
  ),
})

export const PushedDefinition = Type.Object({
  id: Uuid,
  slug: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  created: Type.Boolean({
    description: 'False where the latest version was this already, and of a dry run.',
  }),
  created_at: Time,
  texts_hash: Type.String({ description: 'Of all texts that a model reads.' }),
  connectors: Type.Object({
    follow: Type.Integer({ description: 'Connectors that go on with this version.' }),
    reconnect: Type.Integer({
      description:
        'Connectors that stay with the version they were made with: it authenticates otherwise, has other addresses or other settings. Connect them again to change over.',
    }),
  }),
})

export const EntityChoice = Type.Object({
  entity: Name,
  modes: Optional(Type.Array(Type.Enum(['read', 'write']), { maxItems: 2 })),
})

/** How the credential of a connector is. */
const standing = {
  status: Type.Enum(['pending', 'active', 'degraded', 'needs_reauth', 'revoked'], {
    description:
      'pending: never proved. degraded: its refresh fails, and it may still work. needs_reauth: its user has to connect the account again. revoked: of a connector that is gone by now.',
  }),
  status_cause: orNull(Type.String({ description: 'A word for why it is so.' })),
  last_success_at: orNull(Time),
  expires_at: orNull(Time),
}

/** Whose account it is at the third party. */
const ExternalAccount = Type.Object({ id: Type.String(), name: orNull(Type.String()) })

/** A connector. Its credential is nowhere in it: no call gives a credential back. */
export const Connector = Type.Object({
  id: Uuid,
  name: Type.String(),
  source_template: TemplateDetail,
  replication_config: OpenObject,
  entities: Type.Array(EntityChoice),
  ...standing,
  external_account: orNull(ExternalAccount),
  created: Optional(
    Type.Boolean({ description: 'Of a request with an idempotency key: false where it was made before.' }),
  ),
  warnings: Optional(Warnings),
  created_at: Time,
  updated_at: Time,
})

export const ConnectorItem = Type.Object({
  id: Uuid,
  name: Type.String(),
  summarized_source_template: TemplateItem,
  ...standing,
  created_at: Time,
  updated_at: Time,
})

const Validate = Type.Boolean({
  description: 'false: the credential is stored without being tried. Default: true.',
})

/** Of data replication, which this engine does not do: taken, and without effect. */
const connectionTemplateTags = {
  selected_connection_template_tags: Optional(Type.Array(Name, { maxItems: 100 })),
  selected_connection_template_tags_mode: Optional(Type.Enum(['all', 'any'])),
}

export const NewConnector = Type.Object({
  ...workspaceReference,
  name: Optional(Name),
  connector_type: Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_NAME,
      description: 'Title, slug, or id of template or definition.',
    }),
  ),
  definition_id: Optional(Uuid),
  source_template_id: Optional(Uuid),
  credentials: Optional(OpenObject),
  environment: Optional(OpenObject),
  replication_config: Optional(OpenObject),
  source_config: Optional(OpenObject),
  server_side_oauth_secret_id: Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'What a redirect after a consent brought, in place of credentials.',
    }),
  ),
  entities: Optional(Type.Array(EntityChoice, { maxItems: 500 })),
  ...connectionTemplateTags,
  validate: Optional(Validate),
  idempotency_key: Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_NAME,
      pattern: '^[!-~]+$',
      description: 'Names the request within its workspace: the same again gives the same connector.',
    }),
  ),
})

/** The same in the words of the first clients: template and configuration, with the credential in it. */
export const NewSource = Type.Object({
  ...workspaceReference,
  name: Optional(Name),
  source_config_template_id: Uuid,
  connection_configuration: OpenObject,
})

/** A connector's own, as far as they are to be others. */
const changes = {
  name: Optional(Name),
  replication_config: Optional(OpenObject),
  source_config: Optional(OpenObject),
  entities: Optional(Type.Array(EntityChoice, { maxItems: 500 })),
}

export const ConnectorCheck = orNull(Type.Object(changes))

/** What is left out stays; entities that are `[]` are cleared. */
export const ConnectorChange = Type.Object({
  ...changes,
  credentials: Optional(OpenObject),
  validate: Optional(Validate),
  allow_other_account: Optional(
    Type.Boolean({ description: 'true: the new credential may be of another account at the third party.' }),
  ),
})

const CheckStatus = Type.Enum(['succeeded', 'failed', 'skipped'])

export const CheckAnswer = Type.Object({
  id: Uuid,
  status: CheckStatus,
  error_message: orNull(Type.String()),
  failure_reason: orNull(
    Type.Object({
      timestamp: Type.Integer({ description: 'Milliseconds since 1970.' }),
      failure_type: Type.Enum(['config_error', 'transient_error', 'system_error']),
      external_message: Type.String(),
      retryable: Type.Boolean(),
    }),
  ),
  entity_check_results: Type.Array(
    Type.Object({
      entity: Type.String(),
      status: CheckStatus,
      status_code: orNull(Type.Integer({ description: 'What the third party answered.' })),
      error_message: orNull(Type.String()),
    }),
  ),
})

/** A file that waits: its handle stands for it in the parameter `file` of operations that take one. */
export const FileHandle = Type.Object({
  id: Type.String({ description: 'The handle.' }),
  type: Type.String(),
  name: orNull(Type.String()),
  size: Type.Integer({ description: 'Bytes.' }),
  expires_at: Time,
})
