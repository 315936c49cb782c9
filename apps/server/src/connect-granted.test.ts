import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { grantOrganization, ungrantOrganization } from '@sallyport/engine'
import { systemEdge } from './edge.ts'
import { openOrganizations } from './open-organizations.ts'
import { addOrganization } from './testing/add-organization.ts'
import { CLIENT, consent, LANDING, landed, startConnecting } from './testing/connecting.ts'

const house = await startConnecting()
const { work, close } = await openOrganizations(house.config, systemEdge)
after(async () => {
  await close()
  await house.close()
})
const { call, operator } = house
const { id: organizationId } = await addOrganization(house, 'Branch')
const grant = { clientId: house.application.client_id, organizationId }
const headers = { 'x-organization-id': organizationId }

/** Begins to connect an account in the other organization, and consents; gives where that sends the browser. */
async function consented() {
  const made = await call('POST', '/api/v1/embedded/scoped-token', {
    bearer: operator,
    headers,
    body: { workspace_name: 'acme' },
  })
  const bearer = made.body.token
  const begun = await call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
    bearer,
    body: { connector_type: 'linear', redirect_url: LANDING },
  })
  assert.equal(begun.status, 200, begun.text)
  const user = house.browser()
  assert.match((await user.get(begun.body.consent_url)).text, /Branch/)
  const { location } = await user.press(begun.body.consent_url)
  return { bearer, user, back: await consent(house.vendors.linear, location) }
}

test('an account is connected in an organization that the application was granted', async () => {
  await grantOrganization(work, grant)
  const { client_id, client_secret } = CLIENT
  const configured = async () =>
    call('PUT', '/api/v1/oauth/credentials', {
      bearer: operator,
      headers,
      body: { connector_type: 'linear', configuration: { client_id, client_secret } },
    })
  for (let tries = 0; (await configured()).status !== 200; tries++) assert.ok(tries < 200, 'it is heard of')
  const registered = await call('PUT', '/api/v1/oauth/redirect_urls', {
    bearer: operator,
    headers,
    body: { redirect_urls: ['https://app.example/done'] },
  })
  assert.equal(registered.status, 200, registered.text)
  const { bearer, user, back } = await consented()
  const id = landed(await user.get(back)).searchParams.get('connector_id')
  assert.equal((await call('GET', `/api/v1/integrations/connectors/${id}`, { bearer })).status, 200)
})

test('what was begun under a grant does not end after it', async () => {
  const { user, back } = await consented()
  await ungrantOrganization(work, grant)
  // Until this engine has heard of it.
  for (let tries = 0; ; tries++) {
    const asked = await call('GET', '/api/v1/integrations/templates/sources', { bearer: operator, headers })
    if (asked.status === 403) break
    assert.ok(tries < 1000, 'it is heard of')
  }
  const done = landed(await user.get(back))
  assert.equal(done.searchParams.get('connector_id'), null)
  assert.ok(done.searchParams.get('error'), done.href)
})
