import { type AuthField, jwt, oauth2 } from '@sallyport/definition'

const TOKEN_ENDPOINT = 'https://oauth2.googleapis.com/token'
const DRIVE = 'https://www.googleapis.com/auth/drive'

/** What existing clients also send. */
const refreshing = {
  refresh_token: { title: 'Refresh token', secret: true, optional: true },
  client_id: { title: 'Client id of the application', secret: false, optional: true },
  client_secret: { title: 'Client secret of the application', secret: true, optional: true },
} as const satisfies Readonly<Record<string, AuthField>>

/** developers.google.com/identity/protocols/oauth2/web-server */
const oauth = oauth2({
  title: 'OAuth',
  form: {
    access_token: {
      title: 'OAuth access token',
      about: 'A token with a scope of Drive; Google gives it for an hour.',
      secret: true,
    },
    ...refreshing,
  },
  field: 'access_token',
  grants: ['authorization_code', 'refresh_token', 'device_code'],
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: TOKEN_ENDPOINT,
  device: 'https://oauth2.googleapis.com/device/code',
  // developers.google.com/identity/protocols/oauth2/web-server, "Revoking a token": the grant ends with one of them.
  revoke: {
    url: 'https://oauth2.googleapis.com/revoke',
    tokens: ['refresh_token', 'access_token'],
    client: 'none',
    endsGrant: true,
  },
  // developers.google.com/workspace/drive/api/guides/api-specific-auth
  scopes: {
    [DRIVE]: 'read and change all files',
    [`${DRIVE}.readonly`]: 'read all files',
    [`${DRIVE}.file`]: 'read and change files that were made or opened with this application',
    [`${DRIVE}.metadata.readonly`]: 'read what is known of files, without their content',
  },
  defaultScopes: { read: [`${DRIVE}.readonly`], write: [DRIVE] },
  // Without these there is no refresh token, or one at the first consent alone.
  authorizeParams: { access_type: 'offline', prompt: 'consent' },
  pkce: true,
  client: 'body',
  refresh: { rotates: false, reuse: 'safe' },
})

/** developers.google.com/identity/protocols/oauth2/service-account */
const serviceAccount = jwt({
  title: 'Service account',
  form: {
    client_email: {
      title: 'Email of the service account',
      about: 'client_email in the key file of the service account.',
      secret: false,
    },
    private_key: {
      title: 'Private key',
      about: 'private_key in the key file of the service account.',
      secret: true,
      kind: 'pem',
    },
    // developers.google.com/identity/protocols/oauth2/service-account: "Delegating domain-wide authority"
    subject: {
      title: 'Email of the user to act for',
      about:
        'Only where an administrator of the domain has allowed it; without it the account acts for itself.',
      secret: false,
      optional: true,
    },
  },
  key: 'private_key',
  algorithm: 'RS256',
  claims: { iss: '{client_email}', sub: '{subject}', scope: DRIVE, aud: TOKEN_ENDPOINT },
  token: TOKEN_ENDPOINT,
  as: 'assertion',
})

export const auth = { oauth, service_account: serviceAccount }
