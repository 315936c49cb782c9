import { isIP } from 'node:net'
import { SallyportError } from '@sallyport/errors'

export interface AskedFrom {
  readonly host: string | undefined
  readonly origin: string | undefined
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses pages of other origins, and names that lead here without being ours: a page could have its own name resolved
 * to this address (DNS rebinding; MCP 2025-06-18, transports, security warning). Programs send no `Origin`.
 *
 * @param baseUrl Origin under which the engine is reached.
 * @throws SallyportError `forbidden`
 */
export function refuseStrangers({ host, origin }: AskedFrom, baseUrl: string): void {
  const own = new URL(baseUrl)
  const local = LOOPBACK.has(own.hostname)
  // An engine that others reach has a proxy before it, which may call it by another name.
  if (local && host !== undefined && !isLocalName(host)) throw stranger('Host')
  if (origin === undefined) return
  const page = URL.parse(origin)
  const known = page?.origin === own.origin || (local && page !== null && LOOPBACK.has(page.hostname))
  if (!known) throw stranger('Origin')
}

function isLocalName(host: string): boolean {
  const name = URL.parse(`http://${host}`)?.hostname
  return name !== undefined && (LOOPBACK.has(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0)
}

function stranger(header: string): SallyportError {
  return new SallyportError('forbidden', `${header} names a place that may not speak to this engine.`, {
    fix: 'Connect from a program, or from a page of the same origin (SALLYPORT_PUBLIC_URL).',
  })
}
