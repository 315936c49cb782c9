/** What a plain client sees of a request to an endpoint. */
export interface Seen {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** The members of a JSON or form body. */
  readonly body: Record<string, unknown>
}

/** Sends a form; or JSON, where `headers` say so. */
export async function postForm(
  url: string,
  members: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const json = headers['content-type'] === 'application/json'
  const body = json ? JSON.stringify(members) : new URLSearchParams(members)
  const response = await fetch(url, { method: 'POST', body, headers })
  const contentType = response.headers.get('content-type') ?? ''
  const text = await response.text()
  const isForm = contentType.startsWith('application/x-www-form-urlencoded')
  const parsed = isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text || '{}')
  return { status: response.status, contentType, text, body: parsed }
}

export const SECRET = { client_id: 'app', client_secret: 'app-secret' } as const
