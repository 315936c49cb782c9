import { type TSchema, Type } from 'typebox'

const { Optional } = Type

/** Longest name that the contract allows for a workspace or a connector, in characters. */
export const MAX_NAME = 255
/** Most fields that a caller may choose or leave out. */
export const MAX_FIELDS = 200

export const Uuid = Type.String({ format: 'uuid' })
export const Name = Type.String({ minLength: 1, maxLength: MAX_NAME })
export const Time = Type.String({ format: 'date-time' })
export const OpenObject = Type.Record(Type.String(), Type.Unknown())
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/**
 * One tenant of the organization, under the four names it has had. The first that is not empty counts,
 * in this order. A scoped token in place of a name means the workspace that it is bound to.
 */
export const workspaceNames = {
  workspace_name: Optional(Type.String({ maxLength: 4096 })),
  customer_name: Optional(Type.String({ maxLength: 4096, deprecated: true })),
  external_user_id: Optional(Type.String({ maxLength: 4096, deprecated: true })),
}

export const workspaceReference = { workspace_id: Optional(Uuid), ...workspaceNames }

const template = {
  id: Uuid,
  name: Type.String(),
  icon: orNull(Type.String()),
  connector_name: Type.String({ description: 'Slug of the connector type.' }),
  organization_id: orNull(Uuid),
  actor_definition_id: Uuid,
  tags: Type.Array(Type.String()),
  customization: Type.Null(),
  mode: Type.Enum(['DIRECT', 'REPLICATION', 'MULTI']),
  created_at: Time,
  updated_at: Time,
}

/** An offer of one connector type to the workspaces of an organization. */
export const TemplateItem = Type.Object(template)

export const TemplateDetail = Type.Object({
  ...template,
  source_definition_id: Uuid,
  user_config_spec: Type.Object({
    documentationUrl: orNull(Type.String()),
    connectionSpecification: OpenObject,
  }),
  partial_default_config: OpenObject,
  is_experimental: Type.Boolean(),
})

export const EntityChoice = Type.Object({
  entity: Name,
  modes: Optional(Type.Array(Type.Enum(['read', 'write']), { maxItems: 2 })),
})

/** A connector. Its credential is nowhere in it: no call gives a credential back. */
export const Connector = Type.Object({
  id: Uuid,
  name: Type.String(),
  source_template: TemplateDetail,
  replication_config: OpenObject,
  entities: Type.Array(EntityChoice),
  created_at: Time,
  updated_at: Time,
})

export const ConnectorItem = Type.Object({
  id: Uuid,
  name: Type.String(),
  summarized_source_template: TemplateItem,
  created_at: Time,
  updated_at: Time,
})

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
  entities: Optional(Type.Array(EntityChoice, { maxItems: 500 })),
})

const FieldPaths = Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { maxItems: MAX_FIELDS })

export const ExecuteRequest = Type.Object({
  entity: Type.String({ maxLength: MAX_NAME }),
  action: Type.String({ minLength: 1, maxLength: MAX_NAME }),
  params: Optional(orNull(OpenObject)),
  select_fields: Optional(orNull(FieldPaths)),
  exclude_fields: Optional(orNull(FieldPaths)),
  intent: Optional(Type.String({ maxLength: 2000, description: 'Why the call is made, for the record.' })),
})

/** What the third party still allows, where it tells or the engine counts. */
const RateLimit = Type.Object({
  bucket: Type.String({ description: 'The allowance that the call counted on.' }),
  remaining: Type.Integer(),
  reset_at: orNull(Time),
  retry_at: orNull(Type.String({ format: 'date-time', description: 'When to call again, if not now.' })),
})

export const ExecuteAnswer = Type.Object({
  status: Type.Literal('success'),
  result: Type.Unknown({ description: 'Records of a list, one record, or null.' }),
  connector_metadata: orNull(
    Type.Object(
      { has_next_page: Type.Boolean(), end_cursor: orNull(Type.String()) },
      { description: 'How a list goes on: give `end_cursor` back as `params.cursor`.' },
    ),
  ),
  execution_metadata: Type.Object({
    connector_instance_id: Uuid,
    execution_time_ms: Type.Integer(),
    rate_limit: Optional(RateLimit),
  }),
  warning: Optional(Type.Object({ code: Type.String(), message: Type.String() })),
})
