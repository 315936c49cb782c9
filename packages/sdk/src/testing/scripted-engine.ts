/** Answers in place of an engine, by the last word of the path: `token`, `connectors`, `files`, `execute`. */
export type Script = Readonly<Record<string, (init?: RequestInit) => Response | Promise<Response>>>

export const CONNECTOR_ID = '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11'

const working: Script = {
  token: () =>
    Response.json({ access_token: 'token', token_type: 'bearer', expires_in: 900, organization_id: '' }),
  connectors: () => Response.json({ data: [{ id: CONNECTOR_ID, name: 'GitHub' }] }),
  execute: () =>
    Response.json({
      status: 'success',
      result: [],
      connector_metadata: { has_next_page: false, end_cursor: null },
      execution_metadata: { connector_instance_id: CONNECTOR_ID, execution_time_ms: 1 },
    }),
}

/** A `fetch` that plays an engine which works but for what the script says otherwise, and what it was asked. */
export function scriptedEngine(script: Script = {}) {
  const asked: string[] = []
  const send = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const step = new URL(String(input)).pathname.split('/').at(-1) ?? ''
    asked.push(step)
    const answer = script[step] ?? working[step]
    if (answer === undefined) throw new TypeError(`The script has no answer for "${step}".`)
    return answer(init)
  }
  return { fetch: send, asked }
}
