/** The part of a definition that says where calls go. */
interface Reaching {
  readonly server: {
    readonly url: string
    readonly origins?: Readonly<Record<string, { readonly url: string; readonly credential: boolean }>>
  }
  readonly auth: Readonly<Record<string, object>>
}

/** Origins of a connector type that get credentials, or give tokens: an engine that practises calls none of them. */
export function practiceOrigins({ server, auth }: Reaching): string[] {
  const others = Object.values(server.origins ?? {}).flatMap(({ url, credential }) =>
    credential ? [url] : [],
  )
  const endpoints = textsOf(auth).filter((text) => URL.canParse(text))
  const urls = [server.url, ...others, ...endpoints].filter((url) => url.startsWith('https://'))
  return [...new Set(urls.map((url) => new URL(url).origin))]
}

/** Every text that a value holds, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
