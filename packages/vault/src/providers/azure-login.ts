import { readFile } from 'node:fs/promises'
import type { Secret } from '@sallyport/errors'
import { vaultUnavailable } from '../vault-unavailable.ts'
import type { KmsEdge } from './kms.ts'
import { ask, at, describe, textAt } from './kms-exchange.ts'

/** How the engine logs in at Microsoft Entra: with a secret, a token of its pod, or as the machine it runs on. */
export type AzureLogin =
  | { readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly secret: Secret }
  | {
      readonly kind: 'federated'
      readonly tenantId: string
      readonly clientId: string
      readonly tokenFile: string
    }
  /** `clientId` chooses one of several identities that were given to the machine. */
  | { readonly kind: 'machine'; readonly clientId?: string }

export interface AzureTokensOptions {
  readonly login: AzureLogin
  /** `https://vault.azure.net`, the audience of the tokens. */
  readonly resource: string
  readonly edge: Pick<KmsEdge, 'fetch' | 'monotonic'>
  /** Default: that of the public cloud. */
  readonly authority?: string
  /** Default: the metadata service of the machine. */
  readonly metadata?: string
}

/** A token is used until this long before its end. */
const MARGIN_MS = 120_000
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Tokens for Azure, kept while they last. Microsoft's own package brings 52 MB, interactive logins and a
 * browser opener along; an engine needs three exchanges of it.
 */
export function azureAccessTokens(options: AzureTokensOptions): (signal: AbortSignal) => Promise<string> {
  const { monotonic } = options.edge
  let kept: { readonly token: string; readonly until: number } | undefined
  return async (signal) => {
    if (kept !== undefined && monotonic() < kept.until) return kept.token
    const asked = monotonic()
    const answer = await (options.login.kind === 'machine' ? ofMachine : ofApplication)(options, signal)
    if (answer.status !== 200) {
      const fix = 'Look at AZURE_TENANT_ID, AZURE_CLIENT_ID and the secret or federated token beside them.'
      throw vaultUnavailable('root_key_denied', new Error(describe(answer)), fix)
    }
    const token = textAt(answer, 'access_token')
    // A number from Entra, text from the metadata service.
    const seconds = Number(at(answer.body, 'expires_in'))
    kept = { token, until: asked + (seconds > 0 ? seconds * 1000 - MARGIN_MS : 0) }
    return token
  }
}

/** learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function ofApplication(options: AzureTokensOptions, signal: AbortSignal) {
  const { login, resource, edge, authority = 'https://login.microsoftonline.com' } = options
  if (login.kind === 'machine') throw new TypeError('a machine logs in at its metadata service')
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: login.clientId,
    scope: `${resource}/.default`,
  })
  if (login.kind === 'secret') form.set('client_secret', login.secret.reveal())
  else {
    form.set('client_assertion_type', ASSERTION)
    form.set('client_assertion', (await readFile(login.tokenFile, 'utf8')).trim())
  }
  return ask(edge.fetch, `${authority}/${encodeURIComponent(login.tenantId)}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    signal,
  })
}

/** learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
function ofMachine(options: AzureTokensOptions, signal: AbortSignal) {
  const { login, resource, edge, metadata = 'http://169.254.169.254' } = options
  const query = new URLSearchParams({ 'api-version': '2018-02-01', resource })
  if (login.kind === 'machine' && login.clientId !== undefined) query.set('client_id', login.clientId)
  return ask(edge.fetch, `${metadata}/metadata/identity/oauth2/token?${query}`, {
    method: 'GET',
    headers: { metadata: 'true' },
    signal,
  })
}
