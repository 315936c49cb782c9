/** An answer of the API, as tests look into it. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** The body, or what of it a path names: `at('channel.topic.value')`. */
  readonly at: (path?: string) => unknown
  /** The text at a path; empty where there is none. */
  readonly text: (path: string) => string
}

export type Call = (method: string, params?: Readonly<Record<string, unknown>>, how?: How) => Promise<Reply>

interface How {
  /** A form by default. */
  readonly as?: 'form' | 'json' | 'query'
  /** `xoxb-practise` by default; `null` for none. */
  readonly token?: string | null
}

/** Calls methods without a client between. */
export function callerOf(url: string): Call {
  return async (method, params = {}, { as = 'form', token = 'xoxb-practise' } = {}) => {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` }
    const form = new URLSearchParams(
      Object.entries(params).map(([name, value]): [string, string] => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    )
    const answer = await fetch(
      `${url}/api/${method}${as === 'query' ? `?${form}` : ''}`,
      as === 'query'
        ? { headers }
        : as === 'form'
          ? { method: 'POST', headers, body: form }
          : {
              method: 'POST',
              headers: { ...headers, 'content-type': 'application/json' },
              body: JSON.stringify(params),
            },
    )
    return replyOf(answer, await answer.json())
  }
}

function replyOf({ status, headers }: Response, body: unknown): Reply {
  const at = (path = '') =>
    path
      .split('.')
      .filter(Boolean)
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body)
  return { status, headers, at, text: (path) => String(at(path) ?? '') }
}
