import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OAuth2Mechanism } from '@sallyport/definition'
import type { Credential } from '../authorize/credential.ts'
import { oauthRenewal } from '../refresh/oauth-renewal.ts'
import type { Sender } from '../send/sender.ts'
import type { UpstreamRequest } from '../send/upstream.ts'
import { revokeCredential } from './revoke-credential.ts'

const ORIGIN = 'https://accounts.example'
const mechanism = {
  scheme: 'oauth2',
  field: 'access_token',
  grants: ['refresh_token'],
  token: `${ORIGIN}/token`,
  revoke: { url: `${ORIGIN}/revoke`, tokens: ['refresh_token'] },
  client: 'body',
  scopes: {},
} as const satisfies OAuth2Mechanism
const granted = { grant: { issuedAt: 0, applicationId: 'ours' } } as const
const brought = { client_id: 'brought', client_secret: 'brought-secret' }

const CREDENTIALS: readonly (readonly [what: string, Partial<Credential>, client: string | null])[] = [
  ['whose application got it', { fields: {}, ...granted }, 'ours'],
  ['that brought its client', { fields: brought }, 'brought'],
  ['with both', { fields: brought, ...granted }, 'ours'],
  ['of a public client', { fields: {} }, null],
]

for (const [what, given, client] of CREDENTIALS) {
  test(`a credential ${what} is refreshed and ended as the same client`, async () => {
    const asked: UpstreamRequest[] = []
    const sender: Sender = {
      async send(request) {
        asked.push(request)
        return { status: 200, headers: {}, body: Buffer.from(''), url: request.url } as never
      },
      close: async () => {},
    }
    const applicationOf = async (id: string) => ({ clientId: id, clientSecret: `${id}-secret` })
    const credential: Credential = {
      ...{ definitionId: 'x', alternative: 'oauth', origins: [ORIGIN], tokenOrigins: [ORIGIN] },
      ...given,
      fields: { refresh_token: 'r', ...given.fields },
    }
    const prepared = await oauthRenewal({ mechanism, sender, applicationOf }).prepare(credential)
    await prepared.send(1_000)
    const definition = { auth: { oauth: { mechanism } } } as never
    await revokeCredential({ definition, credential, isShared: false, applicationOf, sender })
    const clients = asked.map(({ body }) => new URLSearchParams(String(body)).get('client_id'))
    assert.deepEqual(clients, [client, client])
    assert.equal(prepared.application, client === 'brought' ? 'x brought' : (client ?? undefined))
  })
}
