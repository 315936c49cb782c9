// A receiver of webhooks. The engine is a whole one, started for this example; it reaches the receiver, which a real
// one would reach over https at a public address, through a connection to loopback.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'

// #region receiver
import { Webhook } from 'standardwebhooks'

let secret = '' // whsec_..., shown once when the webhook is made
const seen = new Set<string>()

const receiver = createServer(async (request, response) => {
  try {
    const event = new Webhook(secret).verify(await text(request), {
      'webhook-id': String(request.headers['webhook-id']),
      'webhook-timestamp': String(request.headers['webhook-timestamp']),
      'webhook-signature': String(request.headers['webhook-signature']),
    }) as { id: string; type: string; data: { connector_id?: string } }
    // An event comes at least once, and always under the same id.
    if (!seen.has(event.id)) console.log(event.type, event.data.connector_id)
    seen.add(event.id)
    response.writeHead(204).end()
  } catch {
    response.writeHead(400).end()
  }
})
// #endregion

await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
const { port } = receiver.address() as AddressInfo
const house = await engineUnderTest({
  origins: new Map([['https://hooks.example.com', `http://127.0.0.1:${port}`]]),
})
try {
  const bearer = await house.applicationToken()
  const body = { url: 'https://hooks.example.com/sallyport', event_types: ['connector.created'] }
  const made = (await house.call('POST', '/api/v1/webhooks', { bearer, body })).body
  secret = made.secret
  const test = await house.call('POST', `/api/v1/webhooks/${made.id}/test`, { bearer })
  assert.equal(test.body.delivered, true)

  await house.connectGithub(await house.scopedToken('acme'), { credentials: { token: GITHUB_TOKEN } })
  const { data } = (await house.call('GET', '/api/v1/events', { bearer })).body
  const [event] = data
  assert.equal(event.type, 'connector.created')
  for (let waited = 0; !seen.has(event.id); waited += 20) {
    assert.ok(waited < 10_000, 'the event arrived')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
} finally {
  await house.close()
  receiver.closeAllConnections()
  receiver.close()
}
