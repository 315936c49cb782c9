/** A page as a plain HTTP client sees it: where it is, what it says, and its one form. */
export interface Page {
  readonly url: string
  readonly status: number
  readonly html: string
  readonly contentType: string
}

/** Follows redirects, keeps cookies and sends forms, and runs no script. */
export class PlainBrowser {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** Gives the page at the end of the redirects, or the URL outside of the origin that they lead to. */
  async open(url: string | URL, form?: URLSearchParams): Promise<Page | URL> {
    const response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { accept: 'text/html', cookie: [...this.#cookies.values()].join('; ') },
      ...(form ? { body: form } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? ''
      this.#cookies.set(pair.split('=')[0] ?? '', pair)
    }
    const location = response.headers.get('location')
    if (location === null) {
      const contentType = response.headers.get('content-type') ?? ''
      return { url: String(url), status: response.status, html: await response.text(), contentType }
    }
    const next = new URL(location, url)
    return next.origin === this.#origin ? this.open(next) : next
  }

  /** Sends the page's form as it stands, with these members in place of its own, by the button of that name and value. */
  submit(
    page: Page,
    changes: Readonly<Record<string, string | readonly string[]>> = {},
  ): Promise<Page | URL> {
    const action = /<form[^>]* action="([^"]*)"/.exec(page.html)?.[1]
    const form = formOf(page.html)
    for (const [name, value] of Object.entries(changes)) {
      form.delete(name)
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one)
    }
    return this.open(new URL(action ?? page.url, page.url), form)
  }
}

function formOf(html: string): URLSearchParams {
  const form = new URLSearchParams()
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const [type, name] = [attribute(input, 'type'), attribute(input, 'name')]
    const chosen = type === 'hidden' || / checked\b/.test(input)
    if (name && chosen) form.append(name, attribute(input, 'value') ?? '')
  }
  return form
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
}
