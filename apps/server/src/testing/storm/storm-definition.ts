/** The vendor of the storm, as its connector is uploaded: refresh tokens that are used once. */
export const stormDefinition = {
  slug: 'storm',
  id: '5d1d7a52-6c57-4f0e-9d54-0f6f3f1a7b10',
  title: 'Storm',
  about: 'A vendor whose refresh tokens are used once.',
  source: { package: 'handwritten', version: '1', file: 'https://api.storm.example/docs', licence: 'none' },
  server: { url: 'https://api.storm.example' },
  auth: {
    oauth: {
      title: 'OAuth',
      form: {
        access_token: { title: 'Access token', secret: true },
        refresh_token: { title: 'Refresh token', secret: true, optional: true },
        client_id: { title: 'Client id', secret: false, optional: true },
        client_secret: { title: 'Client secret', secret: true, optional: true },
      },
      mechanism: {
        scheme: 'oauth2',
        field: 'access_token',
        grants: ['authorization_code', 'refresh_token'],
        authorize: 'https://api.storm.example/oauth/authorize',
        token: 'https://api.storm.example/oauth/token',
        scopes: { read: 'read' },
        client: 'body',
        body: 'form',
        refresh: { rotates: true, reuse: 'single_use' },
      },
    },
  },
  errors: { rules: [], message: ['error'] },
  entities: {
    me: {
      about: 'Who the token belongs to.',
      record: { type: 'object', properties: { id: { type: 'string' } } },
      key: ['id'],
      actions: {
        get: {
          about: 'It.',
          method: 'GET',
          path: '/me',
          effect: 'read',
          check: true,
          params: { type: 'object', properties: {}, additionalProperties: false },
        },
      },
    },
  },
} as const
