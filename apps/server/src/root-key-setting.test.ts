import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@sallyport/errors'
import {
  describeRootKey,
  type RootKeyEnvironment,
  type RootKeySetting,
  readRootKeySetting,
} from './root-key-setting.ts'

const value = new Secret('the value')
const token = new Secret('the token')
const variables = new Map([
  ['ROOT', value],
  ['VAULT_TOKEN', token],
])
const environment: RootKeyEnvironment = { text: () => undefined, secret: (name) => variables.get(name) }
const bare: RootKeyEnvironment = { text: () => undefined, secret: () => undefined }
const login = { kind: 'machine' } as const
const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const gcp = 'projects/acme-1/locations/europe-west3/keyRings/engine/cryptoKeys/root'
const version = '0123456789abcdef0123456789abcdef'

const TAKEN: Readonly<Record<string, RootKeySetting>> = {
  'file:/etc/root.key': { kind: 'file', path: '/etc/root.key' },
  'file:///etc/root.key': { kind: 'file', path: '/etc/root.key' },
  'file:/etc/root.key#0123456789abcdef': { kind: 'file', path: '/etc/root.key', id: '0123456789abcdef' },
  'env:ROOT': { kind: 'env', variable: 'ROOT', value },
  'vault:https://vault:8200/transit/keys/root': {
    kind: 'vault',
    origin: 'https://vault:8200',
    mount: 'transit',
    name: 'root',
    token,
  },
  'vault:http://127.0.0.1:8200/teams/a/transit/keys/root?namespace=admin/eu&token_file=/run/token&derived=true':
    {
      kind: 'vault',
      origin: 'http://127.0.0.1:8200',
      mount: 'teams/a/transit',
      name: 'root',
      namespace: 'admin/eu',
      derived: true,
      tokenFile: '/run/token',
    },
  [`aws-kms:${arn}`]: { kind: 'aws-kms', key: arn, region: 'eu-central-1' },
  [`aws-kms:${arn}?region=eu-central-1`]: { kind: 'aws-kms', key: arn, region: 'eu-central-1' },
  'aws-kms:alias/acme/root?region=us-east-1': {
    kind: 'aws-kms',
    key: 'alias/acme/root',
    region: 'us-east-1',
  },
  [`gcp-kms:${gcp}`]: { kind: 'gcp-kms', name: gcp },
  'azure-kv:https://acme.vault.azure.net/keys/root': {
    kind: 'azure-kv',
    origin: 'https://acme.vault.azure.net',
    name: 'root',
    login,
  },
  [`azure-kv:https://acme.managedhsm.azure.net/keys/root/${version}#azure-kv:old`]: {
    kind: 'azure-kv',
    origin: 'https://acme.managedhsm.azure.net',
    name: 'root',
    version,
    login,
    id: 'azure-kv:old',
  },
}
for (const [text, setting] of Object.entries(TAKEN)) {
  test(`takes ${text}`, () => assert.deepEqual(readRootKeySetting(text, environment), setting))
}

const REFUSED = [
  '',
  'file',
  'plaintext:',
  'constructor:x',
  'file:',
  'file:root.key',
  'file:/root.key#',
  'file:/root.key#two words',
  `file:/root.key#${'x'.repeat(256)}`,
  'env:',
  'env:NOT_SET',
  'env:TWO WORDS',
  'env:$ROOT',
  'vault:vault:8200/transit/keys/root',
  'vault:http://vault:8200/transit/keys/root',
  'vault:https://me:hunter2@vault:8200/transit/keys/root',
  'vault:https://vault:8200/transit',
  'vault:https://vault:8200/keys/root',
  'vault:https://vault:8200/transit/keys/root/extra',
  'vault:https://vault:8200/transit/keys/root?token=hunter2',
  'vault:https://vault:8200/transit/keys/root?token_file=',
  'vault:https://vault:8200/transit/keys/root?derived=perhaps',
  'aws-kms:alias/root',
  'aws-kms:root?region=eu-central-1',
  'aws-kms:alias/root?region=eu central',
  'aws-kms:alias/root?endpoint=http://evil.example',
  `aws-kms:${arn}?region=us-east-1`,
  'gcp-kms:root',
  `gcp-kms:${gcp}/cryptoKeyVersions/1`,
  'gcp-kms:projects/../locations/l/keyRings/r/cryptoKeys/k/',
  'azure-kv:http://acme.vault.azure.net/keys/root',
  'azure-kv:https://acme.vault.azure.net.evil.example/keys/root',
  'azure-kv:https://evil.example/keys/root',
  'azure-kv:https://acme.vault.azure.net:8443/keys/root',
  'azure-kv:https://acme.vault.azure.net/keys/root/1',
  'azure-kv:https://acme.vault.azure.net/secrets/root',
]
for (const text of REFUSED) {
  test(`refuses ${text.slice(0, 80)}, and does not repeat it`, () => {
    const setting = readRootKeySetting(text, environment)
    assert.ok('refused' in setting, JSON.stringify(setting))
    assert.doesNotMatch(setting.refused, /hunter2|evil|NOT_SET/)
  })
}

test('a key in Vault without any token is refused, and says how to give one', () => {
  const setting = readRootKeySetting('vault:https://vault:8200/transit/keys/root', bare)
  assert.match('refused' in setting ? setting.refused : '', /VAULT_TOKEN.*token_file/)
})

test('a setting is described without what is secret in it', () => {
  const words = Object.keys(TAKEN).map((text) => {
    const setting = readRootKeySetting(text, environment)
    return 'refused' in setting ? '' : describeRootKey(setting)
  })
  assert.deepEqual(words, [
    '/etc/root.key',
    '/etc/root.key',
    '/etc/root.key',
    'env:ROOT',
    'vault:https://vault:8200/transit/keys/root',
    'vault:http://127.0.0.1:8200/teams/a/transit/keys/root',
    `aws-kms:${arn}`,
    `aws-kms:${arn}`,
    'aws-kms:us-east-1:alias/acme/root',
    `gcp-kms:${gcp}`,
    'azure-kv:https://acme.vault.azure.net/keys/root',
    'azure-kv:https://acme.managedhsm.azure.net/keys/root',
  ])
})

const azure = 'azure-kv:https://acme.vault.azure.net/keys/root'
const AZURE: Readonly<Record<string, readonly [variables: Record<string, string>, expected: object]>> = {
  'a secret': [
    { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's' },
    { login: { kind: 'secret', tenantId: 't', clientId: 'c', secret: new Secret('s') } },
  ],
  'the token of a pod': [
    {
      AZURE_TENANT_ID: 't',
      AZURE_CLIENT_ID: 'c',
      AZURE_FEDERATED_TOKEN_FILE: '/run/token',
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us/',
    },
    {
      login: { kind: 'federated', tenantId: 't', clientId: 'c', tokenFile: '/run/token' },
      authority: 'https://login.microsoftonline.us',
    },
  ],
  'one of several identities of the machine': [
    { AZURE_CLIENT_ID: 'c' },
    { login: { kind: 'machine', clientId: 'c' } },
  ],
}
for (const [what, [given, expected]] of Object.entries(AZURE)) {
  test(`the engine logs in at Azure with ${what}`, () => {
    const setting = readRootKeySetting(azure, environmentOf(given))
    assert.deepEqual(setting, {
      kind: 'azure-kv',
      origin: 'https://acme.vault.azure.net',
      name: 'root',
      ...expected,
    })
  })
}

test('half a login at Azure is refused, and so is one in the clear', () => {
  const half = readRootKeySetting(azure, environmentOf({ AZURE_CLIENT_SECRET: 's' }))
  assert.match('refused' in half ? half.refused : '', /AZURE_TENANT_ID and AZURE_CLIENT_ID/)
  const clear = readRootKeySetting(azure, environmentOf({ AZURE_AUTHORITY_HOST: 'http://login.example' }))
  assert.match('refused' in clear ? clear.refused : '', /AZURE_AUTHORITY_HOST/)
})

function environmentOf(given: Record<string, string>): RootKeyEnvironment {
  return {
    text: (name) => given[name],
    secret: (name) => (given[name] === undefined ? undefined : new Secret(given[name])),
  }
}
