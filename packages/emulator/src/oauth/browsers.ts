import type { TokenNames } from './token-names.ts'

const CAPACITY = 1000
const MOST_COOKIES = 100

/** The provider's cookies of one browser, by name and path. */
export class CookieJar {
  readonly #cookies = new Map<
    string,
    { readonly name: string; readonly path: string; readonly value: string }
  >()

  /** Takes `set-cookie` lines. */
  take(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ')
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/'
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      this.#cookies.delete(`${name} ${path}`)
      // The provider clears a cookie by setting it to nothing.
      if (value !== '') this.#cookies.set(`${name} ${path}`, { name, path, value })
      if (this.#cookies.size > MOST_COOKIES) this.#cookies.delete([...this.#cookies.keys()][0] ?? '')
    }
  }

  /** A `cookie` header for a path; `undefined` when there are none. */
  header(path: string): string | undefined {
    const fitting = [...this.#cookies.values()].filter((cookie) => isBelow(path, cookie.path))
    return fitting.length === 0 ? undefined : fitting.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  /** Forgets who is signed in; the pages that are open stay. */
  signOut(): void {
    for (const [key, { path }] of this.#cookies) if (path === '/') this.#cookies.delete(key)
  }
}

/** RFC 6265, section 5.1.4. */
function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}

/**
 * Keeps the provider's cookies on this side, and gives each browser one cookie to be known by: an
 * answer has one value for each header, and the emulators on 127.0.0.1 share their cookies.
 */
export class Browsers {
  readonly #name: string
  readonly #names: TokenNames
  readonly #jars = new Map<string, CookieJar>()

  constructor(issuer: string, names: TokenNames) {
    this.#name = `oauth_${new URL(issuer).port || 'emulator'}`
    this.#names = names
  }

  /** The browser's jar, and the `set-cookie` value for one that is new. */
  jarOf(cookie: string | undefined): { readonly jar: CookieJar; readonly setCookie: string | undefined } {
    const id = cookie
      ?.split('; ')
      .find((pair) => pair.startsWith(`${this.#name}=`))
      ?.slice(this.#name.length + 1)
    const known = this.#jars.get(id ?? '')
    if (known) return { jar: known, setCookie: undefined }
    const [made, jar] = [this.#names.next('browser'), new CookieJar()]
    if (this.#jars.size >= CAPACITY) this.#jars.delete([...this.#jars.keys()][0] ?? '')
    this.#jars.set(made, jar)
    return { jar, setCookie: `${this.#name}=${made}; Path=/; HttpOnly; SameSite=Lax` }
  }
}
