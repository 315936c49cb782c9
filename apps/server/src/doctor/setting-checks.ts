import { X509Certificate } from 'node:crypto'
import { type Check, failure, ok, warning } from './check.ts'

const DAY_MS = 86_400_000
const WARN_DAYS = 14

export const tls: Check = {
  name: 'TLS',
  async run({ config: { tls, host, trustProxy, publicUrl }, edge }) {
    if (tls === undefined) {
      const loopback = /^(127\.|localhost$|::1$)/.test(host)
      const ended = publicUrl?.startsWith('https:') === true || trustProxy !== false
      if (loopback || ended) return [ok('The engine listens on loopback, or behind a proxy that ends TLS.')]
      const fix = 'Set SALLYPORT_TLS_CERT and SALLYPORT_TLS_KEY, or put a proxy before it that ends TLS.'
      return [failure(`The engine listens on ${host} without TLS.`, fix)]
    }
    const days = (new X509Certificate(tls.cert).validToDate.getTime() - edge.now()) / DAY_MS
    const fix = 'Put a new certificate at SALLYPORT_TLS_CERT, and start the engine again.'
    if (days <= 0) return [failure('The certificate of SALLYPORT_TLS_CERT is over.', fix)]
    const message = `The certificate is good for ${Math.floor(days)} days.`
    return [days < WARN_DAYS ? warning(message, fix) : ok(message)]
  },
}

export const redirects: Check = {
  name: 'redirected origins',
  async run({ config: { redirectOrigins } }) {
    if (redirectOrigins.size === 0) return [ok('Calls go where definitions say.')]
    const message = `Calls and credentials for ${[...redirectOrigins.keys()].join(', ')} go elsewhere.`
    return [warning(message, 'Unset SALLYPORT_REDIRECT_ORIGINS: it is for demos and tests only.')]
  },
}
