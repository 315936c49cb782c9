import assert from 'node:assert/strict'
import * as client from 'openid-client'
import { APP, type Mounted } from './mount.ts'
import { type Page, PlainBrowser } from './plain-browser.ts'

/** openid-client as an application sets it up: by discovery. */
export function discover(
  { url }: Mounted,
  authentication?: client.ClientAuth,
  { clientId, clientSecret }: { clientId: string; clientSecret?: string } = APP,
): Promise<client.Configuration> {
  return client.discovery(new URL(url), clientId, clientSecret, authentication, {
    execute: [client.allowInsecureRequests],
  })
}

export function isPage(page: Page | URL): asserts page is Page {
  assert.ok(!(page instanceof URL), `left for ${page}`)
}

export function isUrl(page: Page | URL): asserts page is URL {
  assert.ok(page instanceof URL, JSON.stringify(page))
}

export interface Authorized {
  readonly tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers
  readonly callback: URL
  readonly verifier: string
}

/** The whole authorization code grant with PKCE, through the consent page. */
export async function authorize(
  mounted: Mounted,
  config: client.Configuration,
  parameters: Record<string, string> = {},
): Promise<Authorized> {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: APP.redirectUris[0],
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    scope: 'read write',
    state,
    ...parameters,
  })
  const browser = new PlainBrowser(mounted.url)
  const page = await browser.open(url)
  isPage(page)
  const callback = await browser.submit(page, { decision: 'allow' })
  isUrl(callback)
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
  return { tokens, callback, verifier }
}
