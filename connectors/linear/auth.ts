import { apiKey, oauth2 } from '@sallyport/definition'

/** linear.app/developers/graphql, "Authentication": a key stands by itself, a token behind `Bearer`. */
export const auth = {
  key: apiKey({
    field: 'api_key',
    name: 'authorization',
    title: 'Personal API key',
    about: 'Linear: Settings, Account, Security & access, Personal API keys.',
  }),
  // linear.app/developers/oauth-2-0-authentication
  oauth: oauth2({
    title: 'OAuth',
    form: {
      access_token: {
        title: 'OAuth access token',
        about:
          'A token that a Linear OAuth application already holds. Need not be given where it can be got.',
        secret: true,
      },
      refresh_token: { title: 'Refresh token', secret: true, optional: true },
      client_id: { title: 'Client id of the application', secret: false, optional: true },
      client_secret: { title: 'Client secret of the application', secret: true, optional: true },
    },
    field: 'access_token',
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
    authorize: 'https://linear.app/oauth/authorize',
    token: 'https://api.linear.app/oauth/token',
    // linear.app/developers/oauth-2-0-authentication, "Revoke an access token"
    revoke: { url: 'https://api.linear.app/oauth/revoke', tokens: ['refresh_token', 'access_token'] },
    scopes: {
      read: 'read what the user can read',
      write: 'change what the user can change',
      'issues:create': 'create issues and their attachments',
      'comments:create': 'comment on issues',
      'timeSchedule:write': 'create and change time schedules',
      admin: 'everything an admin can do',
    },
    defaultScopes: { read: ['read'], write: ['read', 'write'] },
    scopeSeparator: ',',
    pkce: true,
    client: 'body',
    body: 'form',
    // A refresh token is exchanged once; the same request again within 30 minutes gets the same answer.
    refresh: { rotates: true, reuse: { graceSeconds: 1800 } },
    expiresIn: 86_400,
  }),
} as const
