import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'

/** Scheme, host and port, and nothing else. */
export function isOrigin(url: URL | null): boolean {
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
}

/** An origin of this machine, without TLS. */
export function isPlainLoopback(url: URL | null): boolean {
  return (
    isOrigin(url) &&
    url?.protocol === 'http:' &&
    /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url?.hostname ?? '')
  )
}

/** An address, or a block of them in CIDR (RFC 4632 3.1). */
export function isAddressBlock(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
  return isIP(address) !== 0 && fits && more.length === 0
}

/** Whether a certificate is that of a key, both in PEM. */
export function fitTogether(cert: string, key: string): boolean {
  try {
    createSecureContext({ cert, key })
    return true
  } catch {
    return false
  }
}
