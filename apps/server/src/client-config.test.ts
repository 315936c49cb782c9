import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { type ClientChoice, loadBearerConfig, loadClientConfig, loadEngineUrl } from './client-config.ts'
import { loadLocalConfig } from './local-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'sallyport-client-config-'))
after(() => rmSync(folder, { recursive: true }))
const write = (path: string, content: object, mode = 0o600): string => {
  const whole = join(folder, path)
  mkdirSync(join(whole, '..'), { recursive: true })
  writeFileSync(whole, JSON.stringify(content), { mode })
  return whole
}
const LOGGED_IN = { url: 'https://engine.example', client_id: 'of login', client_secret: 'secret of login' }
write('xdg/sallyport/login.json', { ...LOGGED_IN, organization_id: 'org', workspace: 'acme' })
write('data/application.json', { client_id: 'of data', client_secret: 'secret of data' })
const chosenFile = write('chosen.json', { client_id: 'of file', client_secret: 'secret of file' })
const broken = write('broken.json', { client_id: 'of file' })

const NOBODY = { XDG_CONFIG_HOME: join(folder, 'none'), SALLYPORT_DATA_DIR: join(folder, 'none') }
const DATA = { ...NOBODY, SALLYPORT_DATA_DIR: join(folder, 'data') }
const LOGIN = { ...DATA, XDG_CONFIG_HOME: join(folder, 'xdg') }
const GIVEN = { SALLYPORT_CLIENT_ID: 'of environment', SALLYPORT_CLIENT_SECRET: 'secret of environment' }
const DEFAULT_URL = 'http://127.0.0.1:8000'
const OTHER = 'https://other.example'

type Environment = Readonly<Record<string, string>>
type Case = readonly [what: string, choice: ClientChoice, environment: Environment, url: string, as: string]

const CASES: readonly Case[] = [
  ['the data directory, where there is nothing else', {}, DATA, DEFAULT_URL, 'data'],
  ['the login before the data directory', {}, LOGIN, LOGGED_IN.url, 'login'],
  ['the environment before the login', {}, { ...LOGIN, ...GIVEN }, DEFAULT_URL, 'environment'],
  ['a chosen file before all', { application: chosenFile }, { ...LOGIN, ...GIVEN }, DEFAULT_URL, 'file'],
  ['the login where its own engine is named', { url: LOGGED_IN.url }, LOGIN, LOGGED_IN.url, 'login'],
  ['no login at another engine that is named', { url: OTHER }, LOGIN, OTHER, 'data'],
  ['nor at one that is set', {}, { ...LOGIN, SALLYPORT_URL: OTHER }, OTHER, 'data'],
  [
    'the address that is named before the one that is set',
    { url: OTHER },
    { ...DATA, SALLYPORT_URL: LOGGED_IN.url },
    OTHER,
    'data',
  ],
  ['no half of what is set', {}, { ...LOGIN, SALLYPORT_CLIENT_ID: 'half' }, LOGGED_IN.url, 'login'],
]

describe('a command calls as', () => {
  for (const [what, choice, environment, url, as] of CASES) {
    test(what, () => {
      const config = loadClientConfig(choice, environment)
      assert.deepEqual(
        [config.url, config.clientId, config.clientSecret.reveal()],
        [url, `of ${as}`, `secret of ${as}`],
      )
      assert.doesNotMatch(JSON.stringify(config), /secret of/)
    })
  }

  test('what its login says of organization and workspace', () => {
    const { organizationId, workspace } = loadClientConfig({}, LOGIN)
    assert.deepEqual([organizationId, workspace], ['org', 'acme'])
  })
})

describe('a command that may have a token', () => {
  const TOKEN = { SALLYPORT_TOKEN: ' a token ' }

  test('takes it, and no login beside it', () => {
    const config = loadBearerConfig({}, { ...LOGIN, ...TOKEN })
    assert.ok('token' in config)
    assert.deepEqual([config.url, config.token.reveal()], [DEFAULT_URL, 'a token'])
  })

  test('leaves it where an application is chosen', () => {
    const config = loadBearerConfig({ application: chosenFile }, { ...LOGIN, ...TOKEN })
    assert.ok('clientId' in config)
  })

  test('sends it nowhere without TLS', () => {
    assert.throws(() => loadBearerConfig({ url: 'http://engine.example' }, TOKEN), /is to be https/)
  })
})

describe('what is refused', () => {
  const refused = (read: () => unknown, pattern: RegExp) => {
    assert.throws(read, (error: unknown) => {
      assert.ok(SallyportError.isInstance(error) && error.code === 'configuration_invalid')
      assert.match(error.message, pattern)
      assert.doesNotMatch(error.message, /secret of/)
      return true
    })
  }

  test('to have no application is told with the ways to one', () => {
    refused(() => loadClientConfig({}, NOBODY), /sallyport login.*--application.*SALLYPORT_CLIENT_ID/)
  })

  test('half of an application is none', () => {
    refused(() => loadClientConfig({ application: broken }, LOGIN), /is missing or is none/)
  })

  for (const url of [
    'http://engine.example',
    'engine.example',
    'https://engine.example/path',
    'ftp://127.0.0.1',
  ]) {
    test(`${url} is no address of an engine`, () => {
      refused(() => loadClientConfig({ url }, LOGIN), /SALLYPORT_URL/)
      refused(() => loadEngineUrl({ url }, LOGIN), /SALLYPORT_URL/)
    })
  }
})

describe('a connector without an engine is connected with', () => {
  const FIELDS = { token: 'secret of fields' }
  const revealed = (config: ReturnType<typeof loadLocalConfig>) =>
    [...config.credential].map(([field, value]) => [field, value.reveal()])

  test('fields from a file that nobody else may read', () => {
    const file = write('fields.json', FIELDS)
    assert.deepEqual(revealed(loadLocalConfig({ file }, {})), Object.entries(FIELDS))
  })

  test('fields from the environment', () => {
    const config = loadLocalConfig({ file: undefined }, { SALLYPORT_CREDENTIALS: JSON.stringify(FIELDS) })
    assert.deepEqual(revealed(config), Object.entries(FIELDS))
  })

  test('no file that others may read', { skip: process.platform === 'win32' }, () => {
    const file = write('open.json', FIELDS, 0o644)
    assert.throws(() => loadLocalConfig({ file }, {}), /chmod 600/)
  })

  for (const value of ['', '[]', '{}', '{"token":5}', 'secret of fields']) {
    test(`nothing that is no object of texts: ${value}`, () => {
      const read = () => loadLocalConfig({ file: undefined }, { SALLYPORT_CREDENTIALS: value })
      assert.throws(read, (error: Error) => !error.message.includes('secret of'))
    })
  }
})
