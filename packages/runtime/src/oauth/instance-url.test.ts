import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearer, defineConnector } from '@sallyport/definition'
import { settingsOfInstance } from './instance-url.ts'

const definition = defineConnector({
  slug: 'crm',
  id: '5f1f3f64-3f2c-4d2f-9a7e-0f3f7b1d2c11',
  title: 'CRM',
  about: 'Accounts on a host of their own.',
  source: { package: 'handwritten', version: '1', file: 'https://crm.example/docs', licence: 'none' },
  server: {
    url: 'https://{instance}.crm.example/v1',
    origins: {
      files: { url: 'https://files.crm.example', credential: true },
      open: { url: 'https://open.crm.example', credential: false },
    },
  },
  config: {
    instance: { title: 'Instance', about: 'Part of the host.', pattern: '[a-z0-9]{2,20}', example: 'eu1' },
  },
  auth: { token: bearer({ field: 'token', title: 'Token' }) },
  errors: { rules: [], message: ['error'] },
  entities: {},
})

test('an address fills a setting that nobody gave, and is that setting from then on', () => {
  assert.deepEqual(settingsOfInstance(definition, {}, 'https://eu1.crm.example'), { instance: ['eu1'] })
})

test('an address that was known already changes nothing', () => {
  const settings = { instance: ['eu1'] }
  for (const url of ['https://eu1.crm.example', 'https://eu1.crm.example/any', 'https://files.crm.example'])
    assert.deepEqual(settingsOfInstance(definition, settings, url), settings)
})

const REFUSED: readonly [settings: Record<string, string[]>, url: string][] = [
  [{ instance: ['eu1'] }, 'https://eu2.crm.example'],
  [{ instance: ['eu1'] }, 'https://open.crm.example'],
  [{}, 'https://evil.example'],
  [{}, 'https://eu1.crm.example.evil.example'],
  [{}, 'https://a.b.crm.example'],
  [{}, 'https://crm.example'],
  [{}, 'http://eu1.crm.example'],
  [{}, 'https://eu1.crm.example:8443'],
  [{}, 'https://user@eu1.crm.example'],
  [{}, 'no address'],
]
for (const [settings, url] of REFUSED) {
  test(`${url} is refused where the instance is ${settings.instance ?? 'open'}`, () => {
    assert.throws(() => settingsOfInstance(definition, settings, url), { code: 'destination_refused' })
  })
}
