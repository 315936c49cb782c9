import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { certificate, privateKey } from '@sallyport/http/testing'
import { type Config, loadConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'sallyport-config-'))
after(() => rmSync(folder, { recursive: true }))
const [certFile, keyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
writeFileSync(certFile, certificate)
writeFileSync(keyFile, privateKey)

type Environment = Readonly<Record<string, string>>

const USUAL_LIMITS: Config['limits'] = {
  application: { calls: 30_000, seconds: 60 },
  workspace: { calls: 6_000, seconds: 60 },
  connections: 10_000,
  connectionsPerNetwork: 1_000,
}

test('without settings the engine keeps to this machine, and its root key out of its data', () => {
  assert.deepEqual(loadConfig({}), {
    host: '127.0.0.1',
    port: 8000,
    publicUrl: undefined,
    tls: undefined,
    trustProxy: false,
    dataDirectory: resolve('data'),
    rootKeys: [{ kind: 'file', path: join(homedir(), '.config', 'sallyport', 'root.key') }],
    databaseUrl: undefined,
    onFailover: 'quarantine',
    logLevel: 'info',
    limits: USUAL_LIMITS,
    redirectOrigins: new Map(),
  })
})

const SETTINGS: readonly (readonly [environment: Environment, config: Partial<Config>])[] = [
  [{ SALLYPORT_HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
  [{ SALLYPORT_HOST: '  ' }, { host: '127.0.0.1' }],
  [{ SALLYPORT_PORT: '0' }, { port: 0 }],
  [{ SALLYPORT_PORT: ' 65535 ' }, { port: 65_535 }],
  [{ SALLYPORT_PUBLIC_URL: 'https://Agents.example.com/' }, { publicUrl: 'https://agents.example.com' }],
  [{ SALLYPORT_PUBLIC_URL: 'http://10.0.0.1:8000' }, { publicUrl: 'http://10.0.0.1:8000' }],
  [
    { SALLYPORT_TLS_CERT: certFile, SALLYPORT_TLS_KEY: keyFile },
    { tls: { cert: certificate, key: privateKey } },
  ],
  [{ SALLYPORT_TRUST_PROXY: 'true' }, { trustProxy: true }],
  [{ SALLYPORT_TRUST_PROXY: 'false' }, { trustProxy: false }],
  [{ SALLYPORT_TRUST_PROXY: '10.0.0.0/8, ::1' }, { trustProxy: '10.0.0.0/8, ::1' }],
  [{ SALLYPORT_DATA_DIR: '/srv/sallyport/' }, { dataDirectory: '/srv/sallyport' }],
  [{ SALLYPORT_DATA_DIR: 'here' }, { dataDirectory: resolve('here') }],
  [
    { SALLYPORT_ROOT_KEY: 'file:/etc/sallyport/root.key' },
    { rootKeys: [{ kind: 'file', path: '/etc/sallyport/root.key' }] },
  ],
  [{ XDG_CONFIG_HOME: '/xdg' }, { rootKeys: [{ kind: 'file', path: '/xdg/sallyport/root.key' }] }],
  [
    { SALLYPORT_ROOT_KEY: 'file:/new.key', SALLYPORT_ROOT_KEYS_READ: 'file:/old.key, file:/older.key' },
    {
      rootKeys: [
        { kind: 'file', path: '/new.key' },
        { kind: 'file', path: '/old.key' },
        { kind: 'file', path: '/older.key' },
      ],
    },
  ],
  [{ SALLYPORT_LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
  [
    { SALLYPORT_RATE_LIMIT_APPLICATION: '100/1', SALLYPORT_RATE_LIMIT_WORKSPACE: 'off' },
    { limits: { ...USUAL_LIMITS, application: { calls: 100, seconds: 1 }, workspace: null } },
  ],
  [
    { SALLYPORT_MAX_CONNECTIONS: '50', SALLYPORT_MAX_CONNECTIONS_PER_ADDRESS: '5' },
    { limits: { ...USUAL_LIMITS, connections: 50, connectionsPerNetwork: 5 } },
  ],
  [
    {
      SALLYPORT_REDIRECT_ORIGINS:
        '{"https://api.github.com":"http://127.0.0.1:4010","https://a.example":"http://[::1]:1"}',
    },
    {
      redirectOrigins: new Map([
        ['https://api.github.com', 'http://127.0.0.1:4010'],
        ['https://a.example', 'http://[::1]:1'],
      ]),
    },
  ],
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '1' }, {}],
]

for (const [environment, config] of SETTINGS) {
  test(`takes ${JSON.stringify(environment).replaceAll(folder, '')}`, () => {
    assert.deepEqual(loadConfig(environment), { ...loadConfig({}), ...config })
  })
}

test('a connection URL is kept as a secret', () => {
  const { databaseUrl } = loadConfig({ DATABASE_URL: 'postgres://me:hunter2@db/engine' })
  assert.equal(databaseUrl?.reveal(), 'postgres://me:hunter2@db/engine')
  assert.equal(`${databaseUrl}`, '[redacted]')
})

const REFUSED: readonly (readonly [variable: string, values: readonly string[]])[] = [
  ['SALLYPORT_PORT', ['65536', '-1', '80.5', '0x50', 'http', '1e3']],
  [
    'SALLYPORT_PUBLIC_URL',
    [
      'agents.example.com',
      'ftp://agents.example.com',
      'https://agents.example.com/api',
      'https://agents.example.com?x=1',
      'https://me@agents.example.com',
    ],
  ],
  ['SALLYPORT_TRUST_PROXY', ['yes', 'loopback', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.1,', '1.2.3']],
  ['SALLYPORT_ROOT_KEY', ['root.key', 'file:root.key', 'env:NOT_SET']],
  ['SALLYPORT_ROOT_KEYS_READ', ['root.key', 'file:/a.key,', 'file:/a.key,plaintext:']],
  ['SALLYPORT_LOG_LEVEL', ['verbose', 'INFO', '30']],
  ['SALLYPORT_RATE_LIMIT_APPLICATION', ['100', '0/60', '100/0', '-1/60', '100/60/60', 'none', '1e3/60']],
  ['SALLYPORT_RATE_LIMIT_WORKSPACE', ['100 per second']],
  ['SALLYPORT_MAX_CONNECTIONS', ['0', '-5', 'many', '1000000']],
  ['SALLYPORT_MAX_CONNECTIONS_PER_ADDRESS', ['off']],
  ['NODE_TLS_REJECT_UNAUTHORIZED', ['0', ' 0 ']],
  [
    'SALLYPORT_REDIRECT_ORIGINS',
    [
      'https://api.github.com',
      '[]',
      'null',
      '{"https://api.github.com":5}',
      '{"https://api.github.com":"https://evil.example"}',
      '{"https://api.github.com":"http://10.0.0.1:80"}',
      '{"https://api.github.com":"http://0.0.0.0:80"}',
      '{"https://api.github.com":"https://127.0.0.1:80"}',
      '{"https://api.github.com":"http://127.0.0.1.evil.example"}',
      '{"https://api.github.com":"http://localhost.evil.example"}',
      '{"https://api.github.com":"http://me@127.0.0.1"}',
      '{"https://api.github.com":"http://127.0.0.1:80/path"}',
      '{"https://api.github.com/path":"http://127.0.0.1:80"}',
      '{"api.github.com":"http://127.0.0.1:80"}',
      '{"https://good.example":"http://127.0.0.1:80","https://bad.example":"http://evil.example"}',
    ],
  ],
]

for (const [variable, values] of REFUSED) {
  for (const value of values) {
    test(`refuses ${variable}=${value}`, () => {
      assert.deepEqual(problemsOf({ [variable]: value }), [variable])
    })
  }
}

test('refuses half of a TLS pair by the name of the other half', () => {
  assert.deepEqual(problemsOf({ SALLYPORT_TLS_CERT: certFile }), ['SALLYPORT_TLS_KEY'])
  assert.deepEqual(problemsOf({ SALLYPORT_TLS_KEY: keyFile }), ['SALLYPORT_TLS_CERT'])
})

test('refuses a certificate and a key that do not belong together or are none', () => {
  const swapped = { SALLYPORT_TLS_CERT: keyFile, SALLYPORT_TLS_KEY: certFile }
  assert.deepEqual(problemsOf(swapped), ['SALLYPORT_TLS_CERT'])
})

test('refuses a file that cannot be read', () => {
  const missing = { SALLYPORT_TLS_CERT: join(folder, 'missing'), SALLYPORT_TLS_KEY: keyFile }
  assert.ok(problemsOf(missing).includes('SALLYPORT_TLS_CERT'))
})

test('tells all problems at once, each by its variable, and repeats no value', () => {
  const environment = {
    SALLYPORT_PORT: 'secret-port',
    SALLYPORT_PUBLIC_URL: 'secret-url',
    SALLYPORT_ROOT_KEY: 'secret-key',
    SALLYPORT_LOG_LEVEL: 'secret-level',
    SALLYPORT_REDIRECT_ORIGINS: 'secret-origins',
    DATABASE_URL: 'secret-database',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  }
  const error = refusalOf(environment)
  const fields = error.problems.map(({ field }) => field)
  assert.deepEqual(
    fields.sort(),
    Object.keys(environment)
      .filter((name) => name !== 'DATABASE_URL')
      .sort(),
  )
  for (const name of fields) assert.ok(error.message.includes(String(name)))
  assert.doesNotMatch(JSON.stringify([error.message, error.problems, error.fix]), /secret-/)
})

test('what was read cannot be changed', () => {
  assert.ok(Object.isFrozen(loadConfig({})))
})

function problemsOf(environment: Environment) {
  return refusalOf(environment).problems.map(({ field }) => field)
}

function refusalOf(environment: Environment): SallyportError {
  try {
    loadConfig(environment)
  } catch (error) {
    if (SallyportError.isInstance(error) && error.code === 'configuration_invalid') return error
    throw error
  }
  throw new assert.AssertionError({ message: 'the settings were taken' })
}
