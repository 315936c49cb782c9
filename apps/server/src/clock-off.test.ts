import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { queryAs } from '@sallyport/postgres'
import { systemEdge } from './edge.ts'
import { engineUnderTest } from './testing/index.ts'
import { ACCOUNTS_ORIGIN, tokenDefinition, tokenThirdParty } from './testing/token-third-party.ts'
import { push, WEATHER_ORIGIN } from './testing/uploads.ts'

const CONNECTORS = '/api/v1/integrations/connectors'
const LIST = { entity: 'stations', action: 'list', params: { city: 'lisbon' } }

for (const [what, offMs] of [
  ['ahead', 120_000],
  ['behind', -120_000],
] as const) {
  test(`an engine whose clock is 2 minutes ${what} renews what is over, once, and gives nothing up`, async () => {
    const party = await tokenThirdParty()
    party.reset('a-client-of-the-tests')
    const under = await engineUnderTest({
      config: {
        redirectOrigins: new Map([WEATHER_ORIGIN, ACCOUNTS_ORIGIN].map((origin) => [origin, party.url])),
      },
      edge: { wait: systemEdge.wait, now: () => systemEdge.now() + offMs },
    })
    try {
      assert.equal((await push(under, tokenDefinition())).status, 201)
      const bearer = await under.applicationToken()
      const made = await under.call('POST', CONNECTORS, {
        bearer,
        body: {
          workspace_name: 'acme',
          connector_type: 'weather',
          validate: false,
          credentials: {
            refresh_token: 'refresh-0',
            client_id: 'a-client-of-the-tests',
            client_secret: 'client-secret-0123',
          },
        },
      })
      assert.equal(made.status, 200, made.text)
      const lists = async (times: number) => {
        const replies = await Promise.all(
          Array.from({ length: times }, () => under.execute(bearer, made.body.id, LIST)),
        )
        for (const { status, text } of replies) assert.equal(status, 200, text)
      }
      // Shorter than the clock is off: by that clock it is over at once, or long after its end.
      party.expiresIn = 60
      await lists(10)
      await lists(10)
      assert.deepEqual(party.presented, ['refresh-0'])
      party.endAccess()
      party.expiresIn = 1
      await lists(10)
      await sleep(1_100)
      party.expiresIn = 3600
      await lists(10)
      await lists(10)
      assert.equal(party.presented.length, 3)
      const [row] = await queryAs(
        under.engine.database,
        'SELECT state, version, failures FROM sallyport.credentials WHERE connector_id = $1',
        [made.body.id],
      )
      assert.deepEqual(row, { state: 'active', version: 4, failures: 0 })
    } finally {
      await under.close()
      await party.close()
    }
  })
}
