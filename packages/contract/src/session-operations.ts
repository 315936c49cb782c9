import { Type } from 'typebox'
import { ACTING_TOKEN, type ApiOperation, operation } from './operation.ts'
import { Id, orNull, Time, Uuid, workspaceReference } from './schemas.ts'

const { Optional } = Type

/** What is told of a session to whoever began it. What its user entered is nowhere in it. */
const session = {
  session_id: Uuid,
  status: Type.Enum(['pending', 'completed', 'failed', 'error'], {
    description:
      'failed: the user did not connect, or the third party refused. error: nobody can connect by this session (any more).',
  }),
  error: orNull(
    Type.String({
      description:
        'A word for why: access_denied, creation_failed, expired_session, oauth_not_configured, no_way_to_connect, ...',
    }),
  ),
  source_id: orNull(Type.String({ format: 'uuid', description: 'The connector that was made.' })),
  source_template_id: Uuid,
  auth_payload: Type.Null({ description: 'Always null: the engine makes the connector itself.' }),
  expires_at: Time,
}

const common = { aliases: [], access: ['application'], tag: 'Sessions' } as const

/** A page on which an end user connects an account, and how that went. */
export const sessionOperations = {
  createSession: operation({
    ...common,
    access: ACTING_TOKEN,
    method: 'POST',
    path: '/internal/mcp_oauth/sessions',
    capability: 'connect',
    summary: 'Begins to collect a credential from an end user, on a page of the engine; 15 minutes.',
    body: Type.Object({
      ...workspaceReference,
      source_definition_id: Optional(Uuid),
      source_template_id: Optional(Uuid),
    }),
    answer: {
      status: 200,
      schema: Type.Object({
        ...session,
        connect_url: orNull(
          Type.String({ description: 'The page to open in a browser. Told this once; null on an error.' }),
        ),
      }),
    },
  }),

  getSession: operation({
    ...common,
    access: ACTING_TOKEN,
    method: 'GET',
    path: '/internal/mcp_oauth/sessions/{id}',
    capability: 'none',
    summary: 'Tells how a session stands; with a scoped token one of its workspace.',
    params: Id,
    answer: { status: 200, schema: Type.Object(session) },
  }),

  completeSession: operation({
    ...common,
    method: 'PATCH',
    path: '/internal/mcp_oauth/sessions/{id}',
    capability: 'connect',
    summary: 'Says which connector of the same workspace came of a session.',
    params: Id,
    body: Type.Object({ source_id: Uuid }),
    answer: { status: 200, schema: Type.Object(session) },
  }),
} as const satisfies Record<string, ApiOperation>
