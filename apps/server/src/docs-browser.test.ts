import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ApiOperation, operations } from '@sallyport/contract'
import type { Page } from 'playwright-core'
import { type EngineUnderTest, engineUnderTest } from './testing/engine-under-test.ts'
import { BROWSER_PATH, type RealBrowser, startRealBrowser } from './testing/real-browser.ts'

const skip = BROWSER_PATH === undefined && 'there is no Chromium here: apt-get install chromium'
const OPERATION = '.opblock'

let house: EngineUnderTest
let real: RealBrowser

describe('the API reference in a real browser', { skip }, () => {
  before(async () => {
    house = await engineUnderTest()
    real = await startRealBrowser(new Map())
  })
  after(async () => {
    await real?.[Symbol.asyncDispose]()
    await house?.close()
  })

  /** The page, what it asked for, and what the browser said of it. */
  async function open() {
    const context = await real.browser.newContext()
    context.setDefaultTimeout(20_000)
    const page: Page = await context.newPage()
    const [asked, said]: [string[], string[]] = [[], []]
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    await page.goto(`${house.engine.url}/docs`)
    await page.locator('.opblock-tag').first().waitFor()
    return { page, asked, said }
  }

  test('shows every operation, asks no other host, and breaks no rule that it is served with', async () => {
    const { page, asked, said } = await open()
    const tags = page.locator('.opblock-tag')
    for (let index = 0; index < (await tags.count()); index++) {
      const section = page.locator('.opblock-tag-section').nth(index)
      if ((await section.locator(OPERATION).count()) === 0) await tags.nth(index).click()
      await section.locator(OPERATION).first().waitFor()
    }
    const rows: ApiOperation[] = Object.values(operations)
    const paths = rows.reduce((count, { aliases }) => count + 1 + aliases.length, 0)
    assert.equal(await page.locator(OPERATION).count(), paths)
    const hosts = asked.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin)
    assert.deepEqual([...new Set(hosts)], [house.engine.url])
    assert.deepEqual(said, [])
  })

  test('shows what an operation takes, gives and fails with', async () => {
    const { page, said } = await open()
    await page.locator('.opblock-tag', { hasText: 'Sessions' }).click()
    await page.locator(OPERATION, { hasText: 'Begins to collect a credential' }).first().click()
    await page.getByText('source_definition_id').first().waitFor()
    await page.getByText('connect_session_not_found').first().waitFor()
    assert.deepEqual(said, [])
  })
})
