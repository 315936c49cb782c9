import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  createAuthorizationServer,
} from '../authorization-server.ts'
import type { OAuthAnswer } from '../oauth-answer.ts'

export interface Mounted extends AsyncDisposable {
  readonly url: string
  readonly oauth: AuthorizationServer
  /** What was answered, oldest first. */
  readonly seen: OAuthAnswer[]
  /** Milliseconds that the emulator's clock is ahead of the machine's. */
  ahead: number
}

type Options = Partial<AuthorizationServerOptions>

export const APP = {
  clientId: 'app',
  clientSecret: 'app-secret',
  name: 'The <App>',
  redirectUris: ['http://app.test/callback'],
} as const

/** An authorization server behind real HTTP. */
export async function mount(options: Options = {}): Promise<Mounted> {
  const listener = createServer()
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  const seen: OAuthAnswer[] = []
  const mounted = { url, seen, ahead: 0 }
  const oauth = await createAuthorizationServer({
    settings: {},
    clients: [APP],
    issuer: url,
    now: () => Date.now() + mounted.ahead,
    ...options,
  }).catch((error: unknown) => {
    listener.close()
    throw error
  })
  listener.on('request', (request, response) => handle(request, response, { oauth, seen }))
  return Object.assign(mounted, {
    oauth,
    [Symbol.asyncDispose]: async () => {
      listener.closeAllConnections()
      listener.close()
      await once(listener, 'close')
    },
  })
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { oauth, seen }: { oauth: AuthorizationServer; seen: OAuthAnswer[] },
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const { method = '', url = '', headers } = request
  if (!oauth.has(url.split('?')[0] ?? '')) return void response.writeHead(404).end()
  const answered = await oauth.answer({ method, url, headers, body: Buffer.concat(chunks) })
  seen.push(answered)
  const { answer } = answered
  response.writeHead(answer.status, answer.headers).end(answer.body)
}
