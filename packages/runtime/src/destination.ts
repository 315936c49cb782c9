import type { OAuth2Mechanism, Server } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { ConnectorConfig } from './resolve/config.ts'

/** Labels of a host name (RFC 1123 2.1): nothing in them ends the host, whatever the pattern of the setting lets through. */
const LABELS = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

/**
 * The server's URL for a connector with these settings, without a slash at its end.
 *
 * @throws SallyportError `invalid_request` where a setting that it needs is missing or cannot stand in a host.
 */
export function serverUrl(server: Server, settings: ConnectorConfig): string {
  const { regions } = server
  const chosen = regions && settings[regions.setting]?.[0]
  // By its own names: a setting may say `constructor`.
  const region =
    regions && chosen !== undefined && Object.hasOwn(regions.urls, chosen) && regions.urls[chosen]
  const template = region || server.url
  return template
    .replace(/\{(\w+)\}/g, (_, name: string) => labels(name, settings[name]?.[0]))
    .replace(/\/$/, '')
}

/** Origins that a credential of such a connector may be sent to. */
export function credentialOrigins(server: Server, settings: ConnectorConfig): string[] {
  const others = Object.values(server.origins ?? {}).filter(({ credential }) => credential)
  return [serverUrl(server, settings), ...others.map(({ url }) => url)].map((url) => new URL(url).origin)
}

/** Origins at which a mechanism brings secrets to get, or to end, tokens. */
export function tokenOrigins({ token, revoke, device }: OAuth2Mechanism): string[] {
  const endpoints = [token, revoke?.url, device].filter((url) => url !== undefined)
  return [...new Set(endpoints.map((url) => new URL(url).origin))]
}

/** What an address that a third party gave may get: the request with the credential, without it, or nothing. */
export type Trust = 'credential' | 'bare' | 'none'

/** How far an address of an answer is trusted: the server's own and the listed origins are, and no others. */
export function trustIn(server: Server, settings: ConnectorConfig, url: URL): Trust {
  if (url.username !== '' || url.password !== '') return 'none'
  if (credentialOrigins(server, settings).includes(url.origin)) return 'credential'
  const listed = Object.values(server.origins ?? {}).map((origin) => new URL(origin.url).origin)
  return listed.includes(url.origin) ? 'bare' : 'none'
}

function labels(name: string, value: string | undefined): string {
  if (value !== undefined && LABELS.test(value)) return value
  const message = `The setting "${name}" is needed to know where the third party is, and must be part of a host name.`
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: name, code: 'format', message }],
  })
}
