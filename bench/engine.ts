import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { requestBytes, type Target } from './load.ts'
import { FIELDS } from './upstream-answer.ts'

/** A whole engine as `npm start` runs it, with one connector, and the call that is measured. */
export interface MeasuredEngine {
  readonly child: Child
  readonly target: Target
  /** What the measured call is made of, for other ways to make it. */
  readonly connected: Connected
  /** The same call with a new token: a token lives for 20 minutes. */
  readonly renewed: () => Promise<Target>
  /** Of its data. The root key is beside it, in `keys/root.key`. */
  readonly data: string
  readonly stop: () => Promise<void>
}

export async function startMeasuredEngine(
  upstreamPort: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<MeasuredEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  const child = await startChild({
    program: '../apps/server/src/main.ts',
    args: ['start'],
    environment: {
      SALLYPORT_PORT: '0',
      SALLYPORT_DATA_DIR: data,
      SALLYPORT_ROOT_KEY: `file:${join(folder, 'keys', 'root.key')}`,
      SALLYPORT_LOG_LEVEL: 'warn',
      // They are counted, and never reached.
      SALLYPORT_RATE_LIMIT_APPLICATION: '100000000/60',
      SALLYPORT_RATE_LIMIT_WORKSPACE: '100000000/60',
      SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({
        'https://api.github.com': `http://127.0.0.1:${upstreamPort}`,
      }),
      ...environment,
    },
    port: /listens on http:\/\/127\.0\.0\.1:(\d+)/,
  })
  const { connected, newToken } = await connect(child.port, data)
  const target = executeTarget(child.port, connected)
  const renewed = async () => executeTarget(child.port, { ...connected, token: await newToken() })
  const stop = async () => {
    await child.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { child, target, connected, renewed, data, stop }
}

/** A connector, and the call that is made through it. */
export interface Connected {
  readonly id: string
  readonly token: string
  readonly call: object
}

async function connect(port: number, data: string) {
  const post = async (path: string, body: unknown, bearer = ''): Promise<Record<string, string>> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return (await response.json()) as Record<string, string>
  }
  const application: unknown = JSON.parse(readFileSync(join(data, 'application.json'), 'utf8'))
  const newToken = async () => {
    const { access_token } = await post('/api/v1/applications/token', application)
    const made = await post('/api/v1/embedded/scoped-token', { workspace_name: 'bench' }, access_token)
    return String(made.token)
  }
  const token = await newToken()
  const connector = { connector_type: 'github', credentials: { token: 'ghp_bench' } }
  const { id } = await post('/api/v1/integrations/connectors', connector, token)
  const call = {
    entity: 'repositories',
    action: 'get',
    params: { owner: 'bench', repo: 'bench' },
    select_fields: FIELDS,
  }
  return { connected: { id: String(id), token, call }, newToken }
}

function executeTarget(port: number, { id, token, call }: Connected): Target {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const path = `/api/v1/integrations/connectors/${id}/execute`
  return { port, request: requestBytes({ method: 'POST', path, headers, body: JSON.stringify(call) }) }
}
