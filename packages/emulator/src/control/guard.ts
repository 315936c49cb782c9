import type { ReceivedRequest } from '../receive/received-request.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Why a request may not touch the controls, or `undefined`. A page in a browser can reach this port: by its
 * own name after rebinding it (then `Host` is that name), or from another site (then the browser says so).
 */
export function refusedBecause({ headers }: ReceivedRequest): string | undefined {
  const host = headers.host?.replace(/:\d{1,5}$/, '').toLowerCase() ?? ''
  if (!LOOPBACK.has(host)) return 'The controls are reached by a loopback address.'
  const site = headers['sec-fetch-site']
  // https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header: another port of localhost is the same site.
  if (site !== undefined && site !== 'none' && site !== 'same-origin')
    return 'The controls are not for pages.'
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return 'The controls are not for pages.'
  }
  return undefined
}

export function isJson({ headers }: ReceivedRequest): boolean {
  return /^application\/json\s{0,5}(;|$)/i.test(headers['content-type'] ?? '')
}
