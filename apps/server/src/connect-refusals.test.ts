import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { consent, landed, startConnecting } from './testing/connecting.ts'
import type { EndUserBrowser, Visited } from './testing/end-user-browser.ts'

let ahead = 0
const house = await startConnecting({ edge: { now: () => Date.now() + ahead } })
after(() => house.close())
const { vendors, bearer, browser, initiate, leave, call } = house
const { linear } = vendors
const MINUTE = 60_000

async function connectors(): Promise<number> {
  return (await call('GET', '/api/v1/integrations/connectors', { bearer: await house.scopedToken('acme') }))
    .body.data.length
}

interface OnTheWay {
  readonly user: EndUserBrowser
  /** Where the third party sends the browser. */
  readonly back: string
}

async function onTheWay(): Promise<OnTheWay> {
  const user = browser()
  return { user, back: await consent(linear, await leave(user, 'linear')) }
}

function changed(url: string, change: (url: URL) => void): string {
  const made = new URL(url)
  change(made)
  return made.href
}

/** Another character in the place of one. */
function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

/** What nobody can be sent back from: the page says it, and the application hears nothing. */
const ON_OUR_PAGE: readonly [
  what: string,
  status: number,
  code: string,
  visit: (way: OnTheWay) => Promise<Visited>,
][] = [
  ['a browser without the cookie', 403, 'foreign_browser', ({ back }) => browser().get(back)],
  [
    'a browser with another cookie of that name',
    403,
    'foreign_browser',
    async ({ user, back }) => {
      const other = browser()
      for (const name of user.cookies.keys()) other.take(name, 'x'.repeat(43))
      return other.get(back)
    },
  ],
  [
    'a browser with the cookie of another session',
    403,
    'foreign_browser',
    async ({ user, back }) => {
      const other = browser()
      await leave(other, 'linear')
      const [value = ''] = other.cookies.values()
      for (const name of user.cookies.keys()) other.take(name, value)
      return other.get(back)
    },
  ],
  [
    'a state whose signature was changed',
    400,
    'invalid_callback',
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.set('state', flipped(s.get('state') ?? '', 100)))),
  ],
  [
    'a state that names another session',
    404,
    'connect_session_not_found',
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.set('state', flipped(s.get('state') ?? '', 40)))),
  ],
  [
    'a state that names another organization',
    404,
    'connect_session_not_found',
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.set('state', flipped(s.get('state') ?? '', 8)))),
  ],
  [
    'no state',
    400,
    'invalid_callback',
    ({ user, back }) => user.get(changed(back, ({ searchParams: s }) => s.delete('state'))),
  ],
  [
    'two states',
    400,
    'invalid_callback',
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.append('state', s.get('state') ?? ''))),
  ],
  [
    'a token of ours as state',
    400,
    'invalid_callback',
    ({ user, back }) => user.get(changed(back, ({ searchParams: s }) => s.set('state', bearer))),
  ],
]

describe('a callback is refused on our own page, and costs nothing, for', () => {
  for (const [what, status, code, visit] of ON_OUR_PAGE) {
    test(what, async () => {
      const before = await connectors()
      const way = await onTheWay()
      const answer = await visit(way)
      assert.deepEqual([answer.status, answer.location], [status, ''], answer.text)
      assert.ok(answer.text.includes(code), answer.text)
      assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
      assert.equal(await connectors(), before)
      // Whoever tried that did not use up what was begun.
      assert.ok(landed(await way.user.get(way.back)).searchParams.has('connector_id'))
    })
  }
})

/** What the application hears. */
const TOLD: readonly [
  what: string,
  error: string,
  says: RegExp,
  visit: (way: OnTheWay) => Promise<Visited>,
][] = [
  [
    'an answer at the address of another connector type',
    'creation_failed',
    /wrong_callback/,
    ({ user, back }) =>
      user.get(
        changed(back, (url) => {
          url.pathname = '/oauth/callback/ef69ef6e-aa7f-4af1-a01d-ef775033524e'
        }),
      ),
  ],
  [
    'an answer of another issuer',
    'creation_failed',
    /wrong_issuer/,
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.set('iss', 'https://evil.example'))),
  ],
  [
    'an answer of an issuer whose name begins alike',
    'creation_failed',
    /wrong_issuer/,
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.set('iss', 'https://linear.app.evil.example'))),
  ],
  [
    'two issuers, of which one is right',
    'creation_failed',
    /wrong_issuer/,
    ({ user, back }) =>
      user.get(
        changed(back, ({ searchParams: s }) => {
          for (const iss of ['https://linear.app', 'https://evil.example']) s.append('iss', iss)
        }),
      ),
  ],
  [
    'an issuer that is longer than any',
    'creation_failed',
    /wrong_issuer/,
    ({ user, back }) =>
      user.get(
        changed(back, ({ searchParams: s }) => s.set('iss', `https://evil.example/${'x'.repeat(9000)}`)),
      ),
  ],
  [
    'an answer without a code',
    'creation_failed',
    /no_code/,
    ({ user, back }) => user.get(changed(back, ({ searchParams: s }) => s.delete('code'))),
  ],
  [
    'two codes',
    'creation_failed',
    /no_code/,
    ({ user, back }) => user.get(changed(back, ({ searchParams: s }) => s.append('code', 'x'))),
  ],
  [
    'a code that was never given',
    'creation_failed',
    /invalid_grant/,
    ({ user, back }) => user.get(changed(back, ({ searchParams: s }) => s.set('code', 'made-up'))),
  ],
  [
    'words of the third party that are none of RFC 6749',
    'creation_failed',
    /\(unnamed_error\)$/,
    ({ user, back }) => user.get(changed(back, ({ searchParams: s }) => s.set('error', '<script>'))),
  ],
  [
    'a third party that cannot answer now',
    'temporarily_unavailable',
    /cannot answer/,
    ({ user, back }) =>
      user.get(changed(back, ({ searchParams: s }) => s.set('error', 'temporarily_unavailable'))),
  ],
  [
    'a token endpoint that fails',
    'creation_failed',
    /status_500/,
    ({ user, back }) => {
      linear.faults.add({ kind: 'server-error', operation: 'POST /oauth/token' })
      return user.get(back)
    },
  ],
  [
    'a token endpoint that answers with nonsense',
    'creation_failed',
    /no_token/,
    ({ user, back }) => {
      linear.faults.add({ kind: 'token-invalid-json', operation: 'POST /oauth/token' })
      return user.get(back)
    },
  ],
  [
    'a token endpoint that does not know the application',
    'creation_failed',
    /invalid_client/,
    ({ user, back }) => {
      linear.faults.add({ kind: 'token-error', error: 'invalid_client', status: 401 })
      return user.get(back)
    },
  ],
  [
    'a callback after ten minutes',
    'expired_session',
    /10 minutes/,
    async ({ user, back }) => {
      ahead = 11 * MINUTE
      const answer = await user.get(back)
      ahead = 0
      return answer
    },
  ],
]

describe('the application is told, in its address and nothing else, of', () => {
  for (const [what, error, says, visit] of TOLD) {
    test(what, async () => {
      const before = await connectors()
      const way = await onTheWay()
      const end = landed(await visit(way))
      assert.equal(end.origin + end.pathname, 'https://app.example/done')
      assert.deepEqual([...end.searchParams.keys()], ['tab', 'error', 'error_description'])
      assert.equal(end.searchParams.get('error'), error)
      assert.match(end.searchParams.get('error_description') ?? '', says)
      assert.equal(await connectors(), before)
      // The state is used up.
      const again = await way.user.get(way.back)
      assert.deepEqual([again.status, again.text.includes('connect_session_over')], [410, true])
    })
  }

  test('a user who does not consent', async () => {
    const user = browser()
    const back = await consent(linear, await leave(user, 'linear'), { deny: true })
    assert.equal(landed(await user.get(back)).searchParams.get('error'), 'access_denied')
  })
})

test('a callback that is repeated twenty times at once makes one connector', async () => {
  const before = await connectors()
  const { user, back } = await onTheWay()
  const answers = await Promise.all(Array.from({ length: 20 }, () => user.get(back)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [
    303,
    ...Array.from({ length: 19 }, () => 410),
  ])
  assert.equal(await connectors(), before + 1)
})

test('a code that was used is refused with a state that was not', async () => {
  const used = await onTheWay()
  landed(await used.user.get(used.back))
  const fresh = await onTheWay()
  const code = new URL(used.back).searchParams.get('code') ?? ''
  const end = landed(await fresh.user.get(changed(fresh.back, ({ searchParams: s }) => s.set('code', code))))
  assert.match(end.searchParams.get('error_description') ?? '', /invalid_grant/)
})

describe('the page', () => {
  const urlOf = async () => String((await initiate('linear')).body.consent_url)

  test('is not there for an id that nobody gave out', async () => {
    const url = await urlOf()
    for (const at of [60, 40, 20, 3]) {
      const { status, text } = await browser().get(flipped(url, url.indexOf('cs_') + at))
      assert.deepEqual([status, text.includes('connect_session_not_found')], [404, true])
    }
    assert.equal((await browser().get(url.slice(0, -1))).status, 404)
  })

  test('does not send on a browser that has not opened it, or whose cookie is refused', async () => {
    const url = await urlOf()
    const { status, text } = await browser().press(url)
    assert.deepEqual([status, text.includes('foreign_browser')], [403, true])
  })

  test('does not send on a second browser after the first', async () => {
    const url = await urlOf()
    const [first, second] = [browser(), browser()]
    for (const user of [first, second]) await user.get(url)
    assert.equal((await first.press(url)).status, 303)
    assert.equal((await second.press(url)).status, 403)
    assert.equal((await first.press(url)).status, 303)
  })

  test('is not pressed by a form of another site', async () => {
    const url = await urlOf()
    const user = browser()
    await user.get(url)
    for (const site of ['cross-site', 'same-site'])
      assert.equal((await user.press(url, { 'sec-fetch-site': site })).status, 403)
  })

  test('is over after ten minutes, and says so to the application', async () => {
    const url = await urlOf()
    const user = browser()
    await user.get(url)
    ahead = 10 * MINUTE + 1
    const answers = [await user.get(url), await user.press(url), await browser().get(url)]
    ahead = 0
    for (const answer of answers) assert.equal(landed(answer).searchParams.get('error'), 'expired_session')
  })

  test('is over when the connection is made', async () => {
    const url = await urlOf()
    const user = browser()
    await user.get(url)
    const { location } = await user.press(url)
    landed(await user.get(await consent(linear, location)))
    assert.deepEqual([(await user.get(url)).status, (await user.press(url)).status], [410, 410])
  })
})
