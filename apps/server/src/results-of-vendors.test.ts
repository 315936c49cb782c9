import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { stripeVendor } from '@sallyport/connectors/stripe/vendor'
import { emulate } from '@sallyport/emulator'
import { tokensWithin } from '@sallyport/tools'
import { engineUnderTest } from './testing/index.ts'

const DRIVE_TOKEN = 'ya29.practise'
const STRIPE_KEY = 'sk_test_practise'
const google = await emulate(googleDriveVendor, { credentials: DRIVE_TOKEN, records: 80 })
const stripe = await emulate(stripeVendor, { credentials: STRIPE_KEY, records: 90 })
const origins = new Map([
  ['https://www.googleapis.com', google.url],
  ['https://api.stripe.com', stripe.url],
])
const under = await engineUnderTest({ config: { redirectOrigins: origins } })
after(async () => {
  await under.close()
  await google.close()
  await stripe.close()
})
const { call } = under
const bearer = await under.scopedToken('acme')

async function connected(connector_type: string, credentials: object): Promise<string> {
  const body = { connector_type, credentials }
  const reply = await call('POST', '/api/v1/integrations/connectors', { bearer, body })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.id
}

const ask = (handle: string, body: object) =>
  call('POST', `/api/v1/results/${handle}/query`, { bearer, body })

for (const { title, id, entity, page } of [
  {
    title: 'files of Google Drive',
    id: await connected('google-drive', { access_token: DRIVE_TOKEN }),
    entity: 'files',
    page: 50,
  },
  {
    title: 'customers of Stripe',
    id: await connected('stripe', { api_key: STRIPE_KEY }),
    entity: 'customers',
    page: 50,
  },
]) {
  test(`${title}: every budget is kept, and by a handle each record is found as it was listed`, async (t) => {
    const list = { entity, action: 'list', params: { limit: page } }
    const { body: whole, text } = await under.execute(bearer, id, list)
    assert.ok(whole.result?.length > 0, text)
    for (const max_result_tokens of [256, 1_000, 4_000, 50_000]) {
      const { body } = await under.execute(bearer, id, { ...list, max_result_tokens })
      const { outcome, tokens, handle } = body.execution_metadata.result_budget
      t.diagnostic(`${max_result_tokens}: ${outcome}, ${tokens} tokens`)
      assert.ok(tokens <= max_result_tokens)
      assert.notEqual(tokensWithin(JSON.stringify(body.result), max_result_tokens), undefined)
      if (outcome === 'full') continue
      const kept: unknown[] = []
      for (let offset: number | null = 0; offset !== null; ) {
        const answer: Awaited<ReturnType<typeof ask>> = await ask(handle ?? body.result.handle, {
          offset,
          max_tokens: 4_000,
        })
        assert.equal(answer.status, 200, answer.text)
        kept.push(...answer.body.rows)
        offset = answer.body.next_offset
      }
      assert.deepEqual(kept, whole.result)
    }
  })
}
