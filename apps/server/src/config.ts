import { resolve } from 'node:path'
import type { Secret } from '@sallyport/errors'
import type { RootKeySetting } from './root-key-setting.ts'
import { type CallQuota, type Environment, SettingReader } from './setting-reader.ts'
import { readTls, type TlsSetting } from './tls-setting.ts'

const ON_FAILOVER = ['quarantine', 'adopt'] as const
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

/** Everything an operator can set. Each setting stands in the README. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Origin under which clients reach the engine; absent: the address it listens on. */
  readonly publicUrl: string | undefined
  readonly tls: TlsSetting | undefined
  readonly trustProxy: boolean | string
  readonly dataDirectory: string
  /** The first one writes, all of them read. */
  readonly rootKeys: readonly RootKeySetting[]
  /** Absent: the engine starts a PostgreSQL of its own in the data directory. */
  readonly databaseUrl: Secret | undefined
  /** What becomes of a new timeline of the database server that is known. */
  readonly onFailover: (typeof ON_FAILOVER)[number]
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly limits: LimitSettings
  /** For demos and tests: origin of a third party -> loopback origin that stands in for it. */
  readonly redirectOrigins: ReadonlyMap<string, string>
}

/** How much one client may ask of an engine. */
export interface LimitSettings {
  /** Of one application, and of one workspace; null: no limit. */
  readonly application: CallQuota | null
  readonly workspace: CallQuota | null
  /** Open connections, in all and from one network. */
  readonly connections: number
  readonly connectionsPerNetwork: number
}

/** What this process was started with: nothing else looks at it. */
export const processEnvironment: Environment = process.env

/**
 * Reads the settings of an engine.
 *
 * @throws SallyportError `configuration_invalid` with every problem, each under its variable's name.
 */
export function loadConfig(environment: Environment = processEnvironment): Config {
  const reader = new SettingReader(environment)
  const config: Config = {
    host: reader.text('SALLYPORT_HOST') ?? '127.0.0.1',
    port: reader.port('SALLYPORT_PORT') ?? 8000,
    publicUrl: reader.origin('SALLYPORT_PUBLIC_URL'),
    tls: readTls(reader),
    trustProxy: reader.trustProxy('SALLYPORT_TRUST_PROXY'),
    dataDirectory: resolve(reader.text('SALLYPORT_DATA_DIR') ?? './data'),
    rootKeys: [
      reader.rootKey('SALLYPORT_ROOT_KEY') ?? { kind: 'file', path: reader.configurationFile('root.key') },
      ...reader.rootKeyList('SALLYPORT_ROOT_KEYS_READ'),
    ],
    databaseUrl: reader.secret('DATABASE_URL'),
    onFailover: reader.choice('SALLYPORT_ON_FAILOVER', ON_FAILOVER) ?? 'quarantine',
    logLevel: reader.choice('SALLYPORT_LOG_LEVEL', LOG_LEVELS) ?? 'info',
    limits: {
      application: reader.quota('SALLYPORT_RATE_LIMIT_APPLICATION', { calls: 30_000, seconds: 60 }),
      workspace: reader.quota('SALLYPORT_RATE_LIMIT_WORKSPACE', { calls: 6_000, seconds: 60 }),
      connections: reader.count('SALLYPORT_MAX_CONNECTIONS') ?? 10_000,
      connectionsPerNetwork: reader.count('SALLYPORT_MAX_CONNECTIONS_PER_ADDRESS') ?? 1_000,
    },
    redirectOrigins: reader.redirects('SALLYPORT_REDIRECT_ORIGINS'),
  }
  if (reader.text('NODE_TLS_REJECT_UNAUTHORIZED') === '0') {
    reader.refuse(
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'is 0, which lets anybody read the credentials on their way. Unset it.',
    )
  }
  reader.finish()
  return Object.freeze(config)
}
