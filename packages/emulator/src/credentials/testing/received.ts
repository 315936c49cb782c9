import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import type { ReceivedRequest } from '../../receive/received-request.ts'
import { type AdmitOptions, createAdmit } from '../admit.ts'
import type { Visitor } from '../visitor.ts'

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)

/** A request with what a test says of it. */
export function received(some: Partial<ReceivedRequest> = {}): ReceivedRequest {
  return {
    method: 'GET',
    url: '/',
    body: Buffer.alloc(0),
    ...some,
    headers: { host: 'api.test', ...some.headers },
  }
}

export function withAuthorization(authorization: string): ReceivedRequest {
  return received({ headers: { authorization } })
}

/** What a visitor is told: `undefined` when it is let in. */
export function refusal({ problem, violation }: Visitor): string | undefined {
  return (
    problem && `${problem}: ${violation?.in} ${violation?.field} ${violation?.code}: ${violation?.message}`
  )
}

/** The visitor, which has to be known at once. */
export function visit(options: Partial<AdmitOptions>, request: ReceivedRequest): Visitor {
  const visitor = createAdmit({ schemes: [], accepted: [], now: () => NOW, ...options })(request)
  assert.ok(!(visitor instanceof Promise), 'is known at once')
  return visitor
}

export interface Gate {
  readonly url: string
  /** The requests that came, oldest first. */
  readonly requests: ReceivedRequest[]
}

/** A server that answers every request with its visitor as JSON. */
export async function startGate(options: Partial<AdmitOptions>): Promise<Gate> {
  const admit = createAdmit({ schemes: [], accepted: [], now: () => NOW, ...options })
  const requests: ReceivedRequest[] = []
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const { method = '', url = '', headers } = message
    const request = { method, url, headers, body: Buffer.concat(chunks) }
    requests.push(request)
    response.end(JSON.stringify(await admit(request)))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}
