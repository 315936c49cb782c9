import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { leakWatch } from './leak-watch.ts'
import { weatherJson } from './uploads.ts'

export const ACCOUNTS_ORIGIN = 'https://accounts.weather.example'

/** How the token endpoint answers once, in place of what it usually does. */
export type Answering = (response: ServerResponse) => unknown

/** A third party with an API and a token endpoint, whose refresh tokens are good once. */
export interface TokenThirdParty {
  readonly url: string
  /** The refresh tokens that were presented, in their order; `its own` where a client asked for itself. */
  readonly presented: string[]
  readonly calls: () => number
  /** Says what the next requests for tokens get. */
  readonly answer: (...answers: Answering[]) => void
  /** What the access token of an answer lives. `undefined`: it does not say. */
  expiresIn: number | undefined
  /** Whether an answer has a new refresh token, and takes the one before away. */
  rotates: boolean
  /** Whether the check, and whether other calls, are refused with 401. */
  readonly refuses: { check: boolean; calls: boolean }
  /** Whether the API is out of order; the token endpoint is not. */
  apiDown: boolean
  /** Ends the life of the access token. */
  readonly endAccess: () => void
  /** The only client that is served. */
  client: string
  /** As before anybody came, for another client: `refresh-0` is good again. */
  readonly reset: (client: string) => void
  readonly close: () => Promise<void>
}

export async function tokenThirdParty(): Promise<TokenThirdParty> {
  let number = 0
  let [access, refresh] = ['', 'refresh-0']
  let calls = 0
  const answers: Answering[] = []
  const grant = (presented: string, response: ServerResponse) => {
    if (![refresh, 'its own'].includes(presented)) return json(response, 400, { error: 'invalid_grant' })
    number += 1
    access = `access-${number}-0123456789`
    const rotates = party.rotates && presented !== 'its own'
    if (rotates) refresh = `refresh-${number}-0123456789`
    for (const token of [access, refresh]) leakWatch.watch('a token of a third party', token)
    const rotated = rotates ? { refresh_token: refresh } : {}
    json(response, 200, {
      access_token: access,
      token_type: 'bearer',
      expires_in: party.expiresIn,
      ...rotated,
    })
  }
  const tokens = async (body: string, headers: string | undefined, response: ServerResponse) => {
    const form = new URLSearchParams(body)
    const own = form.get('grant_type') === 'client_credentials'
    const presented = own ? 'its own' : (form.get('refresh_token') ?? '')
    // What jobs do for the connectors of tests before is nothing to this one.
    if (!(form.get('client_id') ?? headers ?? '').includes(party.client)) return json(response, 503, {})
    party.presented.push(presented)
    await answers.shift()?.(response)
    if (!response.writableEnded && !response.destroyed) grant(presented, response)
  }
  const api = (path: string, authorization: string | undefined, response: ServerResponse) => {
    calls += 1
    if (party.apiDown) return json(response, 503, {})
    const isKnown = [`Bearer ${access}`, 'Bearer wx_personal'].includes(authorization ?? '')
    const isRefused = path.startsWith('/check') ? party.refuses.check : party.refuses.calls
    const stations = { stations: [{ id: 'a1' }], next: null }
    json(response, isKnown && !isRefused ? 200 : 401, path.startsWith('/check') ? { id: 'a1' } : stations)
  }
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request
    const body = Buffer.concat(await request.toArray()).toString()
    if (url === '/oauth/token') await tokens(body, basicUser(headers.authorization), response)
    else api(url, headers.authorization, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const party: TokenThirdParty = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    presented: [],
    calls: () => calls,
    answer: (...more) => void answers.push(...more),
    expiresIn: 3600,
    rotates: true,
    client: '',
    refuses: { check: false, calls: false },
    apiDown: false,
    endAccess: () => {
      access = ''
    },
    reset: (client) => {
      party.client = client
      number = 0
      ;[access, refresh] = ['', 'refresh-0']
      answers.length = 0
      party.presented.length = 0
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return party
}

/** RFC 6749 2.3.1: the client id, as it stands in the header. */
function basicUser(authorization = ''): string {
  return Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Its definition, as an organization uploads it. */
export function tokenDefinition(change: Parameters<typeof weatherJson>[0] = () => {}): unknown {
  return weatherJson((definition) => {
    const secret = (optional = false) => ({ title: 'Secret', secret: true, ...(optional && { optional }) })
    definition.auth.oauth = {
      title: 'OAuth',
      form: {
        access_token: secret(true),
        refresh_token: secret(),
        client_id: { title: 'Client id', secret: false },
        client_secret: secret(),
      },
      mechanism: {
        scheme: 'oauth2',
        field: 'access_token',
        grants: ['refresh_token'],
        token: `${ACCOUNTS_ORIGIN}/oauth/token`,
        scopes: {},
        refresh: { rotates: true, reuse: 'single_use' },
      },
    }
    const { page: _, records: __, ...list } = definition.entities.stations.actions.list
    definition.entities.checks = {
      about: 'Whether a token is good.',
      record: { type: 'object', properties: { id: { type: 'string' } } },
      key: ['id'],
      actions: {
        list: {
          ...list,
          path: '/check',
          check: true,
          params: { type: 'object', properties: {}, additionalProperties: false },
        },
      },
    }
    change(definition)
    return definition
  })
}
