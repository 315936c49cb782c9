import { Type } from 'typebox'
import * as schema from './oauth-schemas.ts'
import { ANY_TOKEN, operation } from './operation.ts'
import { MAX_NAME } from './schemas.ts'

/** What it takes to connect end users by OAuth. */
export const oauthOperations = {
  saveOAuthApplication: operation({
    method: 'PUT',
    path: '/oauth/credentials',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: "Stores the organization's own OAuth application for a connector type. It is never given back.",
    tag: 'OAuth',
    body: schema.NewOAuthApplication,
    answer: { status: 200, schema: schema.OAuthApplication },
  }),

  removeOAuthApplication: operation({
    method: 'DELETE',
    path: '/oauth/credentials/connector_type/{connector_type}',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: 'Takes the OAuth application of a connector type away; what it got can still be refreshed.',
    tag: 'OAuth',
    params: Type.Object({ connector_type: Type.String({ minLength: 1, maxLength: MAX_NAME }) }),
    answer: { status: 204, schema: Type.Null() },
  }),

  listRedirectUrls: operation({
    method: 'GET',
    path: '/oauth/redirect_urls',
    aliases: [],
    access: ['application'],
    capability: 'none',
    summary: 'Lists where users may be sent back to.',
    tag: 'OAuth',
    answer: { status: 200, schema: schema.RedirectUrls },
  }),

  replaceRedirectUrls: operation({
    method: 'PUT',
    path: '/oauth/redirect_urls',
    aliases: [],
    access: ['application'],
    capability: 'connect',
    summary: 'Registers where users may be sent back to, in place of what was registered.',
    tag: 'OAuth',
    body: schema.RedirectUrls,
    answer: { status: 200, schema: schema.RedirectUrls },
  }),

  initiateConnection: operation({
    method: 'POST',
    path: '/integrations/connectors/oauth/initiate',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Begins to connect an end user in a browser; gives the address of the page to open.',
    tag: 'OAuth',
    query: Type.Object({ server_side_oauth_secret_id: Type.Optional(Type.Enum(['true', 'false'])) }),
    body: schema.InitiateConnection,
    answer: { status: 200, schema: Type.Object({ consent_url: Type.String() }) },
  }),

  beginDevice: operation({
    method: 'POST',
    path: '/integrations/connectors/oauth/device',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary: 'Begins to connect an end user by a code that is typed on another device.',
    tag: 'OAuth',
    body: schema.BeginDevice,
    answer: { status: 200, schema: schema.BegunDevice },
  }),

  pollDevice: operation({
    method: 'GET',
    path: '/integrations/connectors/oauth/device/{session_id}',
    aliases: [],
    access: ANY_TOKEN,
    capability: 'connect',
    summary:
      'Tells how a connection by a code stands; each look asks the third party, as often as it allows.',
    tag: 'OAuth',
    params: Type.Object({ session_id: Type.String({ minLength: 1, maxLength: 200 }) }),
    answer: { status: 200, schema: schema.DeviceStatus },
  }),
} as const
