import { leakWatch } from './leak-watch.ts'

/** An answer as a browser has it that follows nothing by itself. */
export interface Visited {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where it is sent on to. */
  readonly location: string
}

/** A browser of an end user, without scripts: it keeps cookies, as RFC 6265 has them, for one engine. */
export class EndUserBrowser {
  readonly #engineUrl: string
  readonly #cookies = new Map<string, string>()

  /** @param engineUrl Where the engine listens, whatever origin it is known under. */
  constructor(engineUrl: string) {
    this.#engineUrl = engineUrl
  }

  /** Names and values of its cookies. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  take(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  get(url: string): Promise<Visited> {
    return this.#ask(url, 'GET', {})
  }

  /** Presses the button of a page. */
  press(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Visited> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.#ask(url, 'POST', { ...type, 'sec-fetch-site': 'same-origin', ...headers })
  }

  /** Fills in a form of a page and sends it. */
  submit(url: string, members: Readonly<Record<string, string>>): Promise<Visited> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    }
    return this.#ask(url, 'POST', headers, new URLSearchParams(members).toString())
  }

  // biome-ignore lint/complexity/useMaxParams: what a request is made of
  async #ask(
    url: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Visited> {
    const { pathname, search } = new URL(url)
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.#engineUrl + pathname + search, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(cookie !== '' && { cookie }) },
      ...(body !== undefined && { body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      this.#cookies.set(name, value)
    }
    const location = response.headers.get('location') ?? ''
    const text = await response.text()
    leakWatch.answered(`${method} ${pathname} of a browser`, response, text)
    return { status: response.status, headers: response.headers, text, location }
  }
}
