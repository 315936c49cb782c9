import type { ApplicationFile } from '../application-file.ts'
import { leakWatch } from './leak-watch.ts'

export interface CallerRequest {
  readonly bearer?: string
  readonly body?: unknown
  /** Sent as it is, in place of a JSON body. */
  readonly raw?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer, its body in JSON where it is JSON. */
export interface CallerReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  readonly body: any
}

/** Plain HTTP calls to an engine, as a user's curl would make them. */
export interface Caller {
  readonly call: (method: string, path: string, request?: CallerRequest) => Promise<CallerReply>
  readonly applicationToken: () => Promise<string>
  readonly scopedToken: (workspace: string) => Promise<string>
  /** Connects GitHub to the workspace of a scoped token; gives the connector's id. */
  readonly connectGithub: (bearer: string, fields: Readonly<Record<string, unknown>>) => Promise<string>
  readonly execute: (bearer: string, id: string, body: unknown) => Promise<CallerReply>
}

export function createCaller(url: string, application: ApplicationFile): Caller {
  const call: Caller['call'] = async (method, path, { bearer, body, raw, headers } = {}) => {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    leakWatch.sent({ bearer, body: sent })
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(sent !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    })
    const text = await response.text()
    leakWatch.answered(`${method} ${path}`, response, text)
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }
  const applicationToken = async () => {
    const { client_id, client_secret } = application
    const reply = await call('POST', '/api/v1/applications/token', { body: { client_id, client_secret } })
    return String(reply.body.access_token)
  }
  return {
    call,
    applicationToken,
    scopedToken: async (workspace) => {
      const bearer = await applicationToken()
      const body = { workspace_name: workspace }
      return String((await call('POST', '/api/v1/embedded/scoped-token', { bearer, body })).body.token)
    },
    connectGithub: async (bearer, fields) => {
      const body = { connector_type: 'github', ...fields }
      return String((await call('POST', '/api/v1/integrations/connectors', { bearer, body })).body.id)
    },
    execute: (bearer, id, body) =>
      call('POST', `/api/v1/integrations/connectors/${id}/execute`, { bearer, body }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
