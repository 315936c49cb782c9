import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { CLIENT, consent, LANDING, landed, startConnecting } from './testing/connecting.ts'

const house = await startConnecting()
after(() => house.close())
const { call, operator, bearer, initiate, browser, leave, vendors } = house
const PATH = '/api/v1/oauth/credentials'

const save = (body: object, as = operator) => call('PUT', PATH, { bearer: as, body })
const applications = async () =>
  (await readTables(house.engine.database)).filter(({ table }) => table === 'sallyport.oauth_applications')

const DRIVE = '9f8dda77-1048-4368-815b-269bf54ee9b8'

describe('an application', () => {
  test('is stored under the display name in any case, or the id of the definition, and never given back', async () => {
    const { body, status, text } = await save({ connector_type: 'gOOgle driVe', configuration: CLIENT })
    const { id, created_at, updated_at, ...rest } = body
    assert.equal(status, 200)
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.ok(Date.parse(created_at) <= Date.parse(updated_at))
    assert.deepEqual(rest, {
      scope_type: 'organization',
      scope_id: house.application.organization_id,
      connector_type: 'source',
      connector_definition_id: DRIVE,
    })
    assert.ok(!text.includes(CLIENT.client_secret) && !text.includes(CLIENT.client_id))
    const again = await save({ connector_definition_id: DRIVE, configuration: CLIENT })
    assert.equal(again.body.id, id)
    assert.ok(!JSON.stringify(await applications()).includes(CLIENT.client_secret))
  })

  test('goes by slug and underscore form as well, also to be taken away, and other forms of it are the same', async () => {
    for (const connector_type of ['google-drive', 'google_drive', 'GOOGLE_DRIVE', ' Google Drive ', DRIVE]) {
      const { status, text, body } = await save({ connector_type, configuration: CLIENT })
      assert.deepEqual([status, body.connector_definition_id], [200, DRIVE], text)
      const name = encodeURIComponent(connector_type)
      const gone = await call('DELETE', `${PATH}/connector_type/${name}`, { bearer: operator })
      assert.deepEqual([gone.status, gone.text], [204, ''])
      assertErrorAnswer(await initiate('google-drive'), 'oauth_not_configured')
    }
    await house.configure('google-drive')
  })

  const refused: readonly [what: string, body: object, code: string, field: string | null][] = [
    [
      'two names',
      { connector_type: 'linear', connector_definition_id: DRIVE, configuration: CLIENT },
      'invalid_request',
      'body',
    ],
    ['no name', { configuration: CLIENT }, 'invalid_request', 'body'],
    [
      'another member',
      { connector_type: 'linear', configuration: CLIENT, scope: 'x' },
      'invalid_request',
      'body',
    ],
    ['no configuration', { connector_type: 'linear' }, 'invalid_request', 'body.configuration'],
    [
      'a type that is not there',
      { connector_type: 'nothing', configuration: CLIENT },
      'connector_type_not_found',
      null,
    ],
    [
      'a type without OAuth',
      { connector_type: 'stripe', configuration: CLIENT },
      'invalid_request',
      'connector_type',
    ],
    [
      'a member of the configuration that is not known',
      { connector_type: 'linear', configuration: { ...CLIENT, clientid: 'x' } },
      'invalid_request',
      'configuration.clientid',
    ],
    [
      'no client id',
      { connector_type: 'linear', configuration: { client_secret: 'x' } },
      'invalid_request',
      'configuration.client_id',
    ],
    [
      'a secret with a line in it',
      { connector_type: 'linear', configuration: { client_id: 'x', client_secret: 'a\r\nb' } },
      'invalid_request',
      'configuration.client_secret',
    ],
    [
      'scopes that are none',
      { connector_type: 'linear', configuration: { ...CLIENT, scopes: [1] } },
      'invalid_request',
      'configuration.scopes',
    ],
  ]
  for (const [what, body, code, field] of refused) {
    test(`is refused with ${what}`, async () => {
      const reply = await save(body)
      assert.equal(reply.body.code, code, reply.text)
      assert.equal(reply.status, code === 'invalid_request' ? 422 : 404)
      if (field !== null)
        assert.ok(
          reply.body.errors.some((error: { field: string }) => error.field === field),
          reply.text,
        )
    })
  }

  test('is not for scoped tokens', async () => {
    assertErrorAnswer(await save({ connector_type: 'linear', configuration: CLIENT }, bearer), 'forbidden')
    assertErrorAnswer(await call('DELETE', `${PATH}/connector_type/linear`, { bearer }), 'forbidden')
  })

  test('changes its secret for what is under way, and an older one stays for what it got', async () => {
    const connected = browser()
    const end = landed(await connected.get(await consent(vendors.linear, await leave(connected, 'linear'))))
    assert.ok(end.searchParams.has('connector_id'))
    const begun = browser()
    const left = await leave(begun, 'linear')
    const [before] = await applications().then((rows) =>
      rows.filter(({ columns }) => columns.client_id === 'our-app'),
    )
    await save({ connector_type: 'linear', configuration: { ...CLIENT, client_secret: 'wrong' } })
    const refused = landed(await begun.get(await consent(vendors.linear, left)))
    assert.match(refused.searchParams.get('error_description') ?? '', /invalid_client/)

    await save({ connector_type: 'linear', configuration: CLIENT })
    const next = await save({ connector_type: 'linear', configuration: { ...CLIENT, client_id: 'next' } })
    const rows = await applications()
    const ofLinear = rows.filter(({ columns }) => columns.definition_id === next.body.connector_definition_id)
    assert.deepEqual(ofLinear.map(({ columns }) => [columns.client_id, columns.is_current]).toSorted(), [
      ['next', 'true'],
      ['our-app', 'false'],
    ])
    assert.ok(before)
    assert.equal(new URL(await leave(browser(), 'linear')).searchParams.get('client_id'), 'next')
    // Nothing names the one in between: it goes when the next comes.
    await call('DELETE', `${PATH}/connector_type/linear`, { bearer: operator })
    await save({ connector_type: 'linear', configuration: CLIENT })
  })

  test('is taken away, as often as one likes, and then nobody is asked for consent', async () => {
    for (const name of ['slack', 'Slack', 'nothing']) {
      const { status, text } = await call('DELETE', `${PATH}/connector_type/${name}`, { bearer: operator })
      assert.deepEqual([status, text], [204, ''])
    }
    const reply = await initiate('slack')
    assertErrorAnswer(reply, 'oauth_not_configured')
    assert.match(reply.body.fix, /PUT \/api\/v1\/oauth\/credentials/)
    await save({ connector_type: 'slack', configuration: CLIENT })
    assert.equal((await initiate('slack')).status, 200)
  })
})

describe('redirect URLs', () => {
  const URLS = '/api/v1/oauth/redirect_urls'
  const replace = (redirect_urls: readonly unknown[]) =>
    call('PUT', URLS, { bearer: operator, body: { redirect_urls } })

  test('are replaced as a whole and listed', async () => {
    const urls = [
      'https://app.example/done',
      'http://localhost:3000/',
      'http://[::1]/x',
      'https://app.example/done',
    ]
    assert.equal((await replace(urls)).status, 200)
    const { body } = await call('GET', URLS, { bearer: operator })
    assert.deepEqual(body.redirect_urls, [
      'http://[::1]/x',
      'http://localhost:3000/',
      'https://app.example/done',
    ])
  })

  for (const url of [
    'http://app.example/done',
    'https://user:pass@app.example/',
    'https://app.example/#x',
    'https://app.example/#',
    'https://app.example/?x=1',
    'javascript:alert(1)',
    'http://127.0.0.1.evil.example/',
    '/done',
    'x'.repeat(2001),
  ]) {
    test(`do not include ${url.slice(0, 60)}`, async () => {
      assertErrorAnswer(await replace([url]), 'invalid_request')
      assert.ok((await call('GET', URLS, { bearer: operator })).body.redirect_urls.length > 0)
    })
  }

  test('are at most 50', async () => {
    assertErrorAnswer(
      await replace(Array.from({ length: 51 }, (_, at) => `https://app.example/${at}`)),
      'invalid_request',
    )
  })

  const unregistered = [
    'https://app.example/',
    'https://app.example/done/',
    'https://app.example/done%2f',
    'https://app.example:444/done',
    'http://app.example/done',
    'https://app.example.evil.example/done',
    'https://evil.example/https://app.example/done',
    'https://app.example@evil.example/done',
    'https://app.example/done#x',
    'https://app.example/done?connector_id=1',
    'https://app.example/done?error=1',
    '//app.example/done',
  ]
  for (const redirect_url of unregistered) {
    test(`do not let anybody be sent to ${redirect_url}`, async () => {
      assertErrorAnswer(await initiate('slack', { redirect_url }), 'invalid_request')
    })
  }

  test('take any query, and one spelling of an address for another that means the same', async () => {
    for (const redirect_url of [
      LANDING,
      'https://APP.example:443/done?x=%20',
      'https://app.example/a/../done',
    ])
      assert.equal((await initiate('slack', { redirect_url })).status, 200, redirect_url)
  })

  test('are this machine alone until something is registered', async () => {
    await replace([])
    const reply = await initiate('slack')
    assertErrorAnswer(reply, 'invalid_request')
    assert.match(reply.body.fix, /Register it with PUT \/api\/v1\/oauth\/redirect_urls/)
    assert.equal((await initiate('slack', { redirect_url: 'http://127.0.0.1:3000/done' })).status, 200)
  })
})
