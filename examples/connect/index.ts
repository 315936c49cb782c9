// Connects an end user by OAuth: what an organization's program sends, and what it gets. The third party is an emulated
// Linear, whose user consents without a window; the browser is a plain one that keeps cookies.
import assert from 'node:assert/strict'
import { consent, startConnecting } from '@sallyport/server/testing'

const house = await startConnecting()
try {
  const engine = house.engine.url
  const [applicationToken, scopedToken] = [house.operator, house.bearer]
  const clientSecret = 'from-linear'

  // #region register
  const register = async (path: string, body: object) =>
    fetch(`${engine}/api/v1/oauth/${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${applicationToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  // Once for each third party: the application that you registered there. The secret never comes back.
  await register('credentials', {
    connector_type: 'linear',
    configuration: { client_id: 'our-app', client_secret: clientSecret },
  })
  // Once: where your users may be sent back to.
  await register('redirect_urls', { redirect_urls: ['https://app.example/done'] })
  // #endregion

  // The emulated Linear knows another secret, which was registered before; put it back.
  await house.configure('linear')

  // #region initiate
  const initiated = await fetch(`${engine}/api/v1/integrations/connectors/oauth/initiate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${scopedToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      connector_type: 'linear',
      redirect_url: 'https://app.example/done?from=settings',
    }),
  })
  const { consent_url } = (await initiated.json()) as { consent_url: string }
  // Send your user's browser there. It is good for ten minutes, in one browser.
  // #endregion

  const user = house.browser()
  await user.get(consent_url)
  const { location: atLinear } = await user.press(consent_url)
  const { location: back } = await user.get(await consent(house.vendors.linear, atLinear))

  // #region landed
  // What your page is opened with: ?from=settings&connector_id=... or ?from=settings&error=...&error_description=...
  const answer = new URL(back).searchParams
  const connectorId = answer.get('connector_id')
  if (connectorId === null) console.error(answer.get('error'), answer.get('error_description'))
  // #endregion

  assert.equal(answer.get('from'), 'settings')
  const reply = await house.execute(scopedToken, connectorId ?? '', { entity: 'teams', action: 'list' })
  assert.equal(reply.status, 200)
  console.log(`connected ${connectorId}`)
} finally {
  await house.close()
}
