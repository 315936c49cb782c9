import { bearer, oauth2 } from '@sallyport/definition'

export const auth = {
  token: bearer({
    field: 'token',
    title: 'Personal access token',
    about: 'GitHub: Settings, Developer settings, Personal access tokens.',
    aliases: ['personal_access_token'],
  }),
  // docs.github.com, "Generating a user access token for a GitHub App" and "Refreshing user access tokens".
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
    grants: ['authorization_code', 'refresh_token', 'device_code'],
    authorize: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    device: 'https://github.com/login/device/code',
    // What an OAuth app asks for; a GitHub App has the permissions that it was installed with.
    scopes: {
      repo: 'read and change repositories, also private ones',
      'read:org': 'see organizations and teams',
      'read:user': 'see the profile',
      'user:email': 'see e-mail addresses',
      'read:project': 'see projects',
      project: 'read and change projects',
      workflow: 'change the files of workflows',
    },
    // There is none that only reads private repositories.
    defaultScopes: {
      read: ['repo', 'read:org', 'read:user', 'read:project'],
      write: ['repo', 'workflow', 'read:org', 'read:user', 'project'],
    },
    client: 'body',
    errors: {
      refused: ['bad_refresh_token', 'bad_verification_code'],
      application: ['incorrect_client_credentials'],
    },
    // "Once you use a refresh token, that refresh token and the old user access token will no longer work."
    refresh: { rotates: true, reuse: 'single_use' },
  }),
} as const
