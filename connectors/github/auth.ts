import { bearer, oauth2 } from '@sallyport/definition'

/** docs.github.com/rest/authentication */
export const auth = {
  token: bearer({
    field: 'token',
    title: 'Personal access token',
    about: 'GitHub: Settings, Developer settings, Personal access tokens.',
    aliases: ['personal_access_token'],
    // docs.github.com/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation
    expiryHeader: 'github-authentication-token-expiration',
  }),
  // docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  oauth: oauth2({
    title: 'OAuth',
    form: {
      access_token: {
        title: 'OAuth access token',
        about: 'A user access token that a GitHub or OAuth app already holds.',
        secret: true,
      },
      refresh_token: {
        title: 'Refresh token',
        about: 'Of a GitHub App whose user tokens expire (ghr_).',
        secret: true,
        optional: true,
      },
      client_id: { title: 'Client id of the app', secret: false, optional: true },
      client_secret: { title: 'Client secret of the app', secret: true, optional: true },
    },
    field: 'access_token',
    grants: ['authorization_code', 'device_code', 'refresh_token'],
    authorize: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    device: 'https://github.com/login/device/code',
    // docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps; GitHub apps have permissions in their place.
    scopes: {
      repo: 'read and change repositories, private ones as well',
      public_repo: 'read and change public repositories',
      workflow: 'change the files of workflows',
      'read:org': 'see organizations and teams',
      'read:user': 'read your profile',
      'user:email': 'see your addresses',
      'read:project': 'read projects',
      project: 'read and change projects',
    },
    // There is none that only reads private repositories.
    defaultScopes: {
      read: ['repo', 'read:org', 'read:user', 'read:project'],
      write: ['repo', 'workflow', 'read:org', 'read:user', 'project'],
    },
    client: 'body',
    errors: {
      refused: ['bad_verification_code', 'bad_refresh_token'],
      application: ['incorrect_client_credentials'],
    },
    // docs.github.com/rest/apps/oauth-applications, "Delete an app token"
    revoke: {
      url: 'https://api.github.com/applications/{client_id}/token',
      method: 'DELETE',
      as: 'json',
      name: 'access_token',
      client: 'basic',
      gone: [404, 422],
      tokens: ['access_token'],
    },
    // "Once you use a refresh token, that refresh token and the old user access token will no longer work."
    // Of GitHub apps whose tokens expire; those of OAuth apps stay.
    refresh: { rotates: true, reuse: 'single_use' },
  }),
} as const
