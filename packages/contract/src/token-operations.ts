import { Type } from 'typebox'
import { CAPABILITIES } from './capability.ts'
import { operation } from './operation.ts'
import * as schema from './schemas.ts'
import { NewScopedToken, NewWidgetToken } from './token-schemas.ts'

/** Tokens: who may call, and for which workspace. */
export const tokenOperations = {
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
        // null: the application reaches several, and each call says which one it is about.
        organization_id: schema.orNull(schema.Uuid),
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
    body: NewScopedToken,
    answer: { status: 200, schema: Type.Object({ token: Type.String() }) },
  }),

  createWidgetToken: operation({
    method: 'POST',
    path: '/account/applications/widget-token',
    aliases: ['/embedded/widget-token', '/embedded/widget_token'],
    access: ['application'],
    organizationMember: 'organizationId',
    capability: 'none',
    summary: 'Makes what a page needs to show the widget of one workspace (20 minutes).',
    tag: 'Tokens',
    body: NewWidgetToken,
    answer: {
      status: 200,
      schema: Type.Object({
        token: Type.String({ description: 'Base64 of {"token", "widgetUrl"}, with padding.' }),
      }),
    },
  }),

  getScopedTokenInfo: operation({
    method: 'GET',
    path: '/account/applications/scoped-token/info',
    aliases: ['/embedded/scoped-token/info'],
    access: ['scoped', 'widget'],
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
} as const
