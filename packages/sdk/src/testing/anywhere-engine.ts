import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { CONNECTOR_ID, type Script, scriptedEngine } from './scripted-engine.ts'

const WORKSPACE_ID = '7d3c1b52-2b0e-4f0a-9a57-0c4f3b1e6d21'
const TIME = '2026-01-01T00:00:00Z'

const CONNECTOR = {
  id: CONNECTOR_ID,
  name: 'GitHub',
  summarized_source_template: { connector_name: 'github' },
  status: 'active',
  status_cause: null,
  last_success_at: TIME,
  expires_at: null,
  created_at: TIME,
  updated_at: TIME,
}

const TOOL = {
  name: 'github_users_me',
  title: 'Me',
  description: 'Who I am.',
  strict: true,
  effect: 'read',
  input_schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  act: { kind: 'operation', connector: CONNECTOR_ID, entity: 'users', action: 'me' },
}

const ANSWER = {
  status: 'success',
  result: [],
  connector_metadata: { has_next_page: false, end_cursor: null },
  execution_metadata: { connector_instance_id: CONNECTOR_ID, execution_time_ms: 1 },
}

/** What an engine answers to the program of `anywhere`. */
const script: Script = {
  connectors: () => Response.json({ data: [CONNECTOR], next: null }),
  'scoped-token': () => Response.json({ token: 'narrow' }),
  files: async (init) => {
    const text = await new Response(init?.body ?? null).text()
    return Response.json({ id: text, type: 'text/plain', name: null, size: text.length, expires_at: TIME })
  },
  execute: (init) =>
    new Headers(init?.headers).get('accept') === 'application/json'
      ? Response.json(ANSWER)
      : new Response('three four', { headers: { 'content-security-policy': 'sandbox' } }),
  tools: () =>
    Response.json({ mode: 'direct', tools: [TOOL], tokens: 30, operations: 1, workspace_id: WORKSPACE_ID }),
  call: () => Response.json({ text: 'ada', data: { login: 'ada' } }),
}

/** What the program tells where everything works. */
export const EXPECTED = {
  names: ['GitHub'],
  complete: true,
  text: 'three four',
  outcome: 'ada',
  local: 'local_mode_unavailable',
}

export function anywhereFetch(): typeof fetch {
  return scriptedEngine(script).fetch
}

/** The same on a socket of loopback. */
export async function anywhereServer(): Promise<{ readonly url: string } & AsyncDisposable> {
  const { fetch: answer } = scriptedEngine(script)
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, `${value}`]),
    )
    const body = await buffer(request)
    const answered = await answer(`http://engine.example${url}`, {
      method,
      headers,
      ...(body.length > 0 && { body }),
    })
    response.writeHead(answered.status, Object.fromEntries(answered.headers))
    response.end(Buffer.from(await answered.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close().closeAllConnections()
    },
  }
}
