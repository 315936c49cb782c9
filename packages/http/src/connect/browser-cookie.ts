/** A cookie that knows a browser again, for one session. */
export interface BrowserCookie {
  readonly name: string
  /** 256 random bits in base64url. */
  readonly value: string
}

const VALUE = /^[A-Za-z0-9_-]{43}$/
/** Longer than a session, so that a browser that comes late can be told so. */
const SECONDS = 3600

/**
 * The name of a session's cookie. `__Host-` keeps other hosts of the same site, and pages without TLS, from setting it
 * (draft-ietf-httpbis-rfc6265bis 4.1.3.2). Browsers refuse that prefix without TLS, so on a developer's own machine
 * there is none, and whatever else listens on loopback could set the cookie.
 */
export function cookieName(sessionId: string, secure: boolean): string {
  return `${secure ? '__Host-' : ''}sallyport-connect-${sessionId.slice(0, 16)}`
}

/** What a browser's cookie of that name says; `undefined` where there is none, or not one of ours. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  // Two of one name were not both set by us.
  const [value = '', ...others] = values
  return others.length === 0 && VALUE.test(value) ? value : undefined
}

/** `Lax`: it comes along when the third party sends the browser back, and not when another page sends a form. */
export function writeCookie({ name, value }: BrowserCookie, secure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}
