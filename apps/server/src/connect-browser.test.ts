import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Connecting, idOf, startConnecting } from './testing/connecting.ts'
import { BROWSER_PATH, type RealBrowser, startRealBrowser } from './testing/real-browser.ts'

const skip = BROWSER_PATH === undefined && 'there is no Chromium here: apt-get install chromium'

/** The application of the organization: it says what it was told. */
const application = createServer((_, response) => response.end('the application'))

let house: Connecting
let real: RealBrowser
let browser: Browser
let landing = ''

/** A port that is free now: third parties have to know where the engine is before it starts. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

describe('in a real browser', { skip }, () => {
  before(async () => {
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve))
    landing = `http://127.0.0.1:${(application.address() as AddressInfo).port}/done`
    const port = await freePort()
    house = await startConnecting({ port, publicUrl: `http://127.0.0.1:${port}` })
    const body = { redirect_urls: [landing] }
    await house.call('PUT', '/api/v1/oauth/redirect_urls', { bearer: house.operator, body })
    real = await startRealBrowser(new Map([['linear.app', house.vendors.linear.url]]))
    browser = real.browser
  })
  after(async () => {
    await real?.[Symbol.asyncDispose]()
    await house?.close()
    application.close()
  })

  /** Of a browser of its own, which shares no cookies. */
  async function newPage(): Promise<Page> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    context.setDefaultTimeout(15_000)
    return context.newPage()
  }
  const consentUrl = async () =>
    String((await house.initiate('linear', { redirect_url: landing })).body.consent_url)

  /** From our page to the page on which the third party asks. */
  async function leave(page: Page, url: string): Promise<void> {
    await page.goto(url)
    await page.getByRole('button', { name: 'Continue to linear.app' }).click()
    await page.getByRole('button', { name: 'Allow' }).waitFor()
  }

  test('a user goes from our page over the consent of the third party to the application, and the connector works', async () => {
    const page = await newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    const url = await consentUrl()
    await page.goto(url)
    assert.match((await page.getByRole('heading').textContent()) ?? '', /^Connect your Linear account to /)
    const asked: (string | undefined)[] = []
    page.on('request', (request) => asked.push(request.headers().referer))
    await leave(page, url)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(`${landing}?**`)
    const end = new URL(page.url())
    const id = end.searchParams.get('connector_id') ?? ''
    assert.deepEqual([...end.searchParams.keys()], ['connector_id'])
    const reply = await house.execute(house.bearer, id, { entity: 'teams', action: 'list' })
    assert.equal(reply.status, 200, reply.text)
    assert.ok(!asked.some((referer) => referer?.includes('/connect/') || referer?.includes('state=')))
    assert.deepEqual(
      complaints.filter((text) => text.includes('Content Security Policy')),
      [],
    )
  })

  test('whoever denies is told to the application', async () => {
    const page = await newPage()
    await leave(page, await consentUrl())
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.waitForURL(`${landing}?**`)
    assert.equal(new URL(page.url()).searchParams.get('error'), 'access_denied')
  })

  test('an attacker who sends his own way to the third party to a victim gets nothing', async () => {
    const victim = await newPage()
    const callbacks: string[] = []
    victim.on('request', (request) => callbacks.push(request.url()))
    // He pressed the button himself: the state is bound to his browser.
    const sent = await authorizationOf(await consentUrl())
    await victim.goto(sent)
    await victim.getByRole('button', { name: 'Allow' }).click()
    await victim.getByText('was begun in another browser').waitFor()
    assert.ok(victim.url().startsWith(house.engine.url))
    assert.ok(callbacks.some((url) => url.includes('/oauth/callback/')))
    assert.ok(!callbacks.some((url) => url.startsWith(landing)))
  })

  test('an answer that was used leads nowhere, also in the browser that brought it', async () => {
    const page = await newPage()
    let callback = ''
    page.on('request', (request) => {
      if (request.url().includes('/oauth/callback/')) callback = request.url()
    })
    const url = await consentUrl()
    await leave(page, url)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(`${landing}?**`)
    for (const again of [callback, url]) {
      assert.equal((await page.goto(again))?.status(), 410)
      await page.getByText('This account was not connected').first().waitFor()
    }
  })

  /** A page on which an end user connects for whoever began the session, and how that went. */
  async function beginSession(played: 'github' | 'linear') {
    const body = { workspace_name: 'acme', source_definition_id: idOf(played) }
    const path = '/api/v1/internal/mcp_oauth/sessions'
    const begun = await house.call('POST', path, { bearer: house.operator, body })
    const look = () => house.call('GET', `${path}/${begun.body.session_id}`, { bearer: house.operator })
    return { url: String(begun.body.connect_url), look }
  }

  test('a user types a secret into our page, corrects it, and the connector works', async () => {
    const { url, look } = await beginSession('github')
    const page = await newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(url)
    await page.getByLabel('Personal access token').fill('ghp_wrong0000000000')
    await page.getByRole('button', { name: 'Connect GitHub' }).click()
    await page.getByRole('alert').waitFor()
    assert.equal(await page.getByLabel('Personal access token').inputValue(), '')
    assert.equal((await look()).body.status, 'pending')
    await page.getByLabel('Personal access token').fill(house.vendors.github.credentials[0] ?? '')
    await page.getByRole('button', { name: 'Connect GitHub' }).click()
    await page.getByRole('heading', { name: 'GitHub is connected' }).waitFor()
    const { body } = await look()
    assert.equal(body.status, 'completed')
    const reply = await house.execute(house.bearer, body.source_id, { entity: 'users', action: 'me' })
    assert.equal(reply.status, 200, reply.text)
    // The one about the status of the answer to the wrong secret.
    assert.deepEqual(
      complaints.filter((text) => text.includes('Content Security Policy')),
      [],
    )
  })

  test('a user consents from that page, and comes back to it', async () => {
    const { url, look } = await beginSession('linear')
    const page = await newPage()
    await page.goto(url)
    await page.getByRole('button', { name: 'Continue to linear.app' }).click()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'Linear is connected' }).waitFor()
    assert.ok(page.url().startsWith(url))
    assert.equal((await look()).body.status, 'completed')
  })

  test('our page is not shown in a frame of another', async () => {
    const page = await newPage()
    await page.goto(landing)
    const url = await consentUrl()
    await page.setContent(`<iframe src="${url}"></iframe>`)
    await page.waitForTimeout(500)
    const texts = await Promise.all(page.frames().map((frame) => frame.content().catch(() => '')))
    assert.ok(!texts.some((text) => text.includes('Linear account')))
  })

  /** Where an attacker's own browser would go on to. */
  async function authorizationOf(url: string): Promise<string> {
    const attacker = house.browser()
    await attacker.get(url)
    return (await attacker.press(url)).location
  }
})
