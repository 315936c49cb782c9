import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs } from '@sallyport/postgres'
import { startConnecting } from './testing/connecting.ts'

const queries: string[] = []
const house = await startConnecting({ onQuery: (what) => queries.push(what) })
after(() => house.close())
const { browser, initiate } = house
const MADE_UP = 200

/** Another character in the place of one. */
const changed = (url: string, at: number) =>
  `${url.slice(0, at)}${url.at(at) === 'A' ? 'B' : 'A'}${url.slice(at + 1)}`

test('a link that somebody made up costs no round trip to the database', async () => {
  const { body } = await initiate('linear')
  const url = String(body.consent_url)
  const [first, user] = [url.indexOf('cs_') + 3, browser()]
  assert.equal((await user.get(url)).status, 200)
  const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(66))).toString('base64url')
  const made = [
    ...Array.from({ length: 88 }, (_, at) => changed(url, first + at)),
    ...Array.from({ length: MADE_UP }, () => url.slice(0, first) + random()),
    url.replace('/cs_', '/cd_'),
  ]
  queries.length = 0
  for (const link of made) {
    for (const { status } of [await user.get(link), await user.press(link)]) assert.equal(status, 404, link)
  }
  // Jobs and flushes have statements of their own meanwhile.
  assert.deepEqual(
    queries.filter((what) => what.includes('connect session')),
    [],
  )
  assert.equal((await user.get(url)).status, 200)
  assert.ok(queries.includes('find connect session'))
})

test('a workspace has a hundred connections in the making, all told, and another one is told so', async () => {
  const bearer = await house.scopedToken('busy')
  const begin = async () =>
    house.call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
      bearer,
      body: { connector_type: 'linear', redirect_url: 'https://app.example/done' },
    })
  const answers = await Promise.all(Array.from({ length: 105 }, begin))
  assert.equal(answers.filter(({ status }) => status === 200).length, 100)
  const refused = answers.find(({ status }) => status !== 200) ?? assert.fail()
  assertErrorAnswer(refused, { code: 'invalid_request', says: /100 connections are being made already/ })
  assert.equal((await initiate('linear')).status, 200, 'others go on')
  const used = answers.find(({ status }) => status === 200)
  const user = browser()
  await user.get(used?.body.consent_url)
  assert.equal((await user.press(used?.body.consent_url)).status, 303, 'what was begun can be used')
  await queryAs(
    house.engine.database,
    "UPDATE sallyport.connect_sessions SET expires_at = now() - interval '1 second' WHERE stage <> 'sent'",
  )
  assert.equal((await begin()).status, 200, 'what is over does not count')
})
