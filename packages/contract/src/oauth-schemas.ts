import { Type } from 'typebox'
import {
  EntityChoice,
  MAX_NAME,
  Name,
  OpenObject,
  orNull,
  Time,
  Uuid,
  workspaceReference,
} from './schemas.ts'

const { Optional } = Type
const TypeName = Type.String({
  minLength: 1,
  maxLength: MAX_NAME,
  description: 'Title, slug, or id of template or definition.',
})
const RedirectUrl = Type.String({ minLength: 1, maxLength: 2_000 })

/** The organization's own application at a third party. Exactly one of the first two names the connector type. */
export const NewOAuthApplication = Type.Object(
  {
    connector_type: Optional(TypeName),
    connector_definition_id: Optional(Uuid),
    configuration: Type.Record(Type.String(), Type.Unknown(), {
      description: '`client_id`; `client_secret`, unless the application is public; `scopes` to ask for.',
    }),
  },
  { additionalProperties: false },
)

/** What is told of an application: nothing that it is configured with. */
export const OAuthApplication = Type.Object({
  id: Uuid,
  scope_type: Type.Enum(['global', 'organization']),
  scope_id: orNull(Uuid),
  connector_type: Type.Enum(['source', 'destination']),
  connector_definition_id: Uuid,
  created_at: Time,
  updated_at: Time,
})

export const RedirectUrls = Type.Object({
  redirect_urls: Type.Array(RedirectUrl, {
    maxItems: 50,
    description: 'https, or http on loopback; scheme, host, port and path count, and a query may be added.',
  }),
})

const connection = {
  ...workspaceReference,
  connector_type: Optional(TypeName),
  definition_id: Optional(Uuid),
  source_template_id: Optional(Uuid),
  name: Optional(Name),
  replication_config: Optional(OpenObject),
  environment: Optional(OpenObject),
  oauth_input_configuration: Optional(OpenObject),
  entities: Optional(
    Type.Array(EntityChoice, {
      maxItems: 500,
      description: 'What the connector is open for; where it is all read, no more is asked for.',
    }),
  ),
  connector_id: Optional(
    Type.String({
      format: 'uuid',
      description: 'A connector to connect again, in place of a type and a workspace.',
    }),
  ),
}

export const InitiateConnection = Type.Object({
  ...connection,
  redirect_url: RedirectUrl,
  server_side_oauth_secret_id: Optional(
    Type.Boolean({
      description:
        'true: the redirect brings an id for a create, good once for ten minutes, and no connector is made.',
    }),
  ),
})

export const BeginDevice = Type.Object(connection)

export const BegunDevice = Type.Object({
  session_id: Type.String(),
  user_code: Type.String({ description: 'What the user types.' }),
  verification_uri: Type.String({ description: 'Where.' }),
  verification_uri_complete: orNull(Type.String()),
  expires_in: Type.Integer({ description: 'Seconds.' }),
  interval: Type.Integer({ description: 'Seconds between two looks at how it stands.' }),
})

export const DeviceStatus = Type.Object({
  status: Type.Enum(['pending', 'completed', 'failed']),
  connector_id: orNull(Uuid),
  error: orNull(
    Type.String({ description: 'access_denied, expired_session, creation_failed, account_mismatch' }),
  ),
  interval: orNull(Type.Integer({ description: 'Seconds until the next look.' })),
})
