import { bearer, oauth2 } from '@sallyport/definition'

export const auth = {
  // docs.slack.dev/authentication/tokens
  bot: bearer({
    field: 'bot_key',
    title: 'Bot token',
    about: 'Your app at api.slack.com/apps: OAuth & Permissions, Bot User OAuth Token (xoxb-).',
  }),
  // docs.slack.dev/authentication/installing-with-oauth
  oauth: oauth2({
    title: 'OAuth',
    form: {
      access_token: {
        title: 'Access token',
        about: 'A bot token, or a user token where messages and files are to be searched.',
        secret: true,
      },
      refresh_token: {
        title: 'Refresh token',
        about: 'Where token rotation is on (xoxe-1-).',
        secret: true,
        optional: true,
      },
      client_id: { title: 'Client ID of the app', secret: false, optional: true },
      client_secret: { title: 'Client secret of the app', secret: true, optional: true },
    },
    field: 'access_token',
    grants: ['authorization_code', 'refresh_token'],
    authorize: 'https://slack.com/oauth/v2/authorize',
    token: 'https://slack.com/api/oauth.v2.access',
    // docs.slack.dev/reference/methods/auth.revoke: the bot is deactivated and loses its channels, for everybody.
    revoke: {
      url: 'https://slack.com/api/auth.revoke',
      tokens: ['access_token'],
      as: 'bearer',
      client: 'none',
      done: 'ok',
      endsGrant: true,
    },
    scopes: {
      'channels:read': 'see public channels and who is in them',
      'channels:history': 'read public channels that the bot is in',
      'channels:join': 'join public channels',
      'channels:manage': 'create, rename, archive and fill public channels',
      'groups:read': 'see private channels that the bot is in',
      'groups:history': 'read private channels that the bot is in',
      'groups:write': 'change private channels that the bot is in',
      'im:read': 'see direct messages with the bot',
      'im:history': 'read direct messages with the bot',
      'im:write': 'open direct messages',
      'mpim:read': 'see group messages with the bot',
      'mpim:history': 'read group messages with the bot',
      'mpim:write': 'open group messages',
      'chat:write': 'post, change, schedule and delete messages as the bot',
      'users:read': 'see people',
      'users:read.email': 'see their addresses, and find them by these',
      'reactions:read': 'see reactions',
      'reactions:write': 'react to messages',
      'pins:read': 'see what is pinned',
      'pins:write': 'pin messages',
      'bookmarks:read': 'see bookmarks',
      'bookmarks:write': 'keep bookmarks',
      'files:read': 'see and download files',
      'files:write': 'upload and delete files',
      'usergroups:read': 'see groups of people',
      'team:read': 'see the workspace',
    },
    scopeSeparator: ',',
    client: 'basic',
    body: 'form',
    answer: { accessToken: 'access_token' },
    // docs.slack.dev/reference/methods/oauth.v2.access, "Errors".
    errors: {
      refused: [
        'invalid_refresh_token',
        'invalid_code',
        'code_already_used',
        'token_revoked',
        'token_expired',
      ],
      application: ['invalid_client_id', 'bad_client_secret'],
    },
    // docs.slack.dev/authentication/using-token-rotation: for apps that chose it; others have tokens that stay.
    refresh: { rotates: true, reuse: 'single_use' },
  }),
} as const
