import { drive, auth as google } from '@googleapis/drive'

export const TOKEN = 'ya29.practise'

/** Google's own client, at another address. */
export function driveAt(url: string, token = TOKEN) {
  const auth = new google.OAuth2()
  auth.setCredentials({ access_token: token })
  return drive({ version: 'v3', auth, rootUrl: `${url}/` })
}

export interface Sent {
  readonly method?: string
  readonly body?: unknown
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

/** What plain requests get back: JSON where it is some. */
export function requestsAt(url: string) {
  return async (path: string, { method = 'GET', body, bytes, headers }: Sent = {}) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(bytes !== undefined && { body: bytes }),
    })
    const received = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return {
      status: response.status,
      headers: response.headers,
      bytes: received,
      json: (isJson && received.length > 0 ? JSON.parse(received.toString('utf8')) : {}) as Readonly<
        Record<string, unknown>
      >,
    }
  }
}
