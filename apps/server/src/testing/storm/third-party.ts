import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { type AuthorizationServer, emulate } from '@sallyport/emulator'
import { TokenLedger } from './token-ledger.ts'

export const CLIENT = { clientId: 'storm', clientSecret: 'storm-secret-0123456789' }
const REDIRECT = 'http://127.0.0.1:9/callback'

/** How long the token endpoint takes: before it acts, and before it answers. Milliseconds. */
export interface Latency {
  readonly before: () => number
  readonly after: () => number
}

/** A vendor whose refresh tokens are used once, and whose whole family ends when one is used twice. */
export interface StormVendor {
  readonly url: string
  readonly ledger: TokenLedger
  /** Access and refresh token of a fresh consent. */
  readonly account: (number: number) => Promise<{ access_token: string; refresh_token: string }>
  /** Requests for data that were let in, and turned away. */
  readonly counts: { accepted: number; refused: number }
  readonly close: () => Promise<void>
}

/**
 * Starts it. Tokens are those of a real authorization server (oidc-provider, in the emulator); this adds what a test
 * has to know of them, and latency on both sides of the moment at which a rotation has happened.
 */
export async function startThirdParty(accessTokenSeconds: number, latency: Latency): Promise<StormVendor> {
  const vendor = await emulate(linearVendor, {
    oauth: {
      clients: [{ ...CLIENT, redirectUris: [REDIRECT] }],
      settings: {
        accessTokenSeconds,
        refresh: { rotation: 'always', reuse: 'revoke_family' },
      },
    },
  })
  const { oauth } = vendor
  if (oauth === undefined) throw new TypeError('the vendor has an authorization server')
  const ledger = new TokenLedger()
  const counts = { accepted: 0, refused: 0 }
  const server = createServer((request, response) => {
    const answer = request.url?.startsWith('/oauth/token')
      ? answerToken(request, response, { oauth, ledger, latency })
      : answerData(request, response, { oauth, counts })
    answer.catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    ledger,
    counts,
    account: async (number) => {
      const tokens = await consented(oauth)
      ledger.begin(number, tokens.refresh_token)
      return tokens
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await vendor.close()
    },
  }
}

interface TokenParts {
  readonly oauth: AuthorizationServer
  readonly ledger: TokenLedger
  readonly latency: Latency
}

async function answerToken(
  request: IncomingMessage,
  response: ServerResponse,
  { oauth, ledger, latency }: TokenParts,
): Promise<void> {
  const body = await read(request)
  const presentation = ledger.present(new URLSearchParams(body).get('refresh_token') ?? '')
  try {
    await sleep(latency.before())
    const { answer } = await ask(oauth, body)
    const said = JSON.parse(answer.text)
    ledger.commit(presentation, answer.status, said)
    await sleep(latency.after())
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text)
  } finally {
    presentation.endedAt = Date.now()
  }
}

async function answerData(
  request: IncomingMessage,
  response: ServerResponse,
  { oauth, counts }: { oauth: AuthorizationServer; counts: StormVendor['counts'] },
): Promise<void> {
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  const found = await oauth.find(token)
  const good = found !== undefined && found !== 'expired'
  counts[good ? 'accepted' : 'refused'] += 1
  response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' })
  response.end(JSON.stringify(good ? { id: 'me' } : { error: 'the token is not (or no longer) good' }))
}

async function consented(
  oauth: AuthorizationServer,
): Promise<{ access_token: string; refresh_token: string }> {
  const query = {
    response_type: 'code',
    client_id: CLIENT.clientId,
    redirect_uri: REDIRECT,
    scope: 'read',
  }
  const url = await oauth.consent(`http://vendor/oauth/authorize?${new URLSearchParams(query)}`)
  const code = new URL(url).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
  const { answer } = await ask(oauth, new URLSearchParams({ ...form, ...clientOf() }).toString())
  return JSON.parse(answer.text)
}

function clientOf() {
  return { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret }
}

type Answered = Awaited<ReturnType<AuthorizationServer['answer']>>['answer']

async function ask(oauth: AuthorizationServer, body: string) {
  const { answer } = await oauth.answer({
    method: 'POST',
    url: '/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    },
    body: Buffer.from(body),
  })
  return { answer: { status: answer.status, text: textOf(answer.body) } }
}

function textOf(body: Answered['body']): string {
  if (body instanceof Uint8Array) return body.toString('utf8')
  throw new TypeError('an answer of the token endpoint is small')
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
