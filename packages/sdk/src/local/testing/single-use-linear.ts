import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { emulate } from '@sallyport/emulator'
import { APPLICATION } from './refreshing.ts'

/** One refresh token as it came to the vendor. */
export interface Arrival {
  readonly token: string
  readonly from: number
  /** When the vendor was done with it. */
  until: number | undefined
  granted: string | undefined
}

const REDIRECT = 'http://127.0.0.1:9/callback'

/**
 * Linear, but with refresh tokens that work once: one that comes again ends all that came of it. Through a door that
 * notes who comes when.
 */
export async function singleUseLinear() {
  const { client_id, client_secret } = APPLICATION
  const played = await emulate(linearVendor, {
    oauth: {
      clients: [{ clientId: client_id, clientSecret: client_secret, redirectUris: [REDIRECT] }],
      settings: { refresh: { rotation: 'always', reuse: 'revoke_family' } },
    },
  })
  const arrivals: Arrival[] = []
  const ask = (body: string, headers: IncomingMessage['headers'] = {}) =>
    fetch(`${played.url}/oauth/token`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(headers.authorization && { authorization: headers.authorization }),
      },
    })
  const door = createServer(async (request, response) => {
    const from = Date.now()
    let body = ''
    for await (const piece of request) body += piece
    const token = new URLSearchParams(body).get('refresh_token') ?? ''
    const arrival: Arrival = { token, from, until: undefined, granted: undefined }
    arrivals.push(arrival)
    const answer = await ask(body, request.headers)
    const text = await answer.text()
    arrival.granted = answer.ok ? JSON.parse(text).refresh_token : undefined
    arrival.until = Date.now()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    arrivals,
    /** The refresh token of somebody who has just consented. */
    async consented(): Promise<string> {
      const query = { response_type: 'code', client_id, redirect_uri: REDIRECT, scope: 'read' }
      const back = await played.oauth?.consent(`${played.url}/oauth/authorize?${new URLSearchParams(query)}`)
      const code = new URL(back ?? '').searchParams.get('code') ?? ''
      const grant = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...APPLICATION }
      const answer = await ask(String(new URLSearchParams(grant)))
      return JSON.parse(await answer.text()).refresh_token
    },
    /** Whether the vendor takes it; it is used up by that. */
    async takes(token: string | undefined): Promise<boolean> {
      const grant = { grant_type: 'refresh_token', refresh_token: token ?? '', ...APPLICATION }
      return (await ask(String(new URLSearchParams(grant)))).ok
    },
    async close() {
      door.closeAllConnections()
      door.close()
      await played.close()
    },
  }
}
