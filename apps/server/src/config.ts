import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Problem, SallyportError, Secret } from '@sallyport/errors'
import { type RootKeySetting, readRootKeySetting } from './root-key-setting.ts'
import { fitTogether, isAddressBlock, isOrigin, isPlainLoopback } from './setting-forms.ts'

const ON_FAILOVER = ['quarantine', 'adopt'] as const
/** Of an engine that says nothing of its own. */
const DEFAULT_URL = 'http://127.0.0.1:8000'
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

/** Everything an operator can set. Each setting stands in the README. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Origin under which clients reach the engine; absent: the address it listens on. */
  readonly publicUrl: string | undefined
  readonly tls: { readonly cert: string; readonly key: string } | undefined
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

/** Calls in so many seconds. */
export interface CallQuota {
  readonly calls: number
  readonly seconds: number
}

/** Where a command reaches a running engine, and as which application. */
export interface ClientConfig {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** Which of several organizations it is about. */
  readonly organizationId?: string | undefined
  /** Name of the workspace that it is about where it names none. */
  readonly workspace?: string | undefined
}

export interface ClientChoice {
  readonly url?: string | undefined
  /** Path of an application file. */
  readonly application?: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings: the only place that looks at the environment.
 *
 * @throws SallyportError `configuration_invalid` with every problem, each under its variable's name.
 */
export function loadConfig(environment: Environment = process.env): Config {
  const reader = new Reader(environment)
  const config: Config = {
    host: reader.text('SALLYPORT_HOST') ?? '127.0.0.1',
    port: reader.port('SALLYPORT_PORT') ?? 8000,
    publicUrl: reader.origin('SALLYPORT_PUBLIC_URL'),
    tls: reader.tls(),
    trustProxy: reader.trustProxy('SALLYPORT_TRUST_PROXY'),
    dataDirectory: resolve(reader.text('SALLYPORT_DATA_DIR') ?? './data'),
    rootKeys: [
      reader.rootKey('SALLYPORT_ROOT_KEY') ?? defaultRootKey(reader),
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

/** Where `sallyport login` keeps what it was told. */
export function loginFilePath(environment: Environment = process.env): string {
  return configurationFile(new Reader(environment), 'login.json')
}

/**
 * Reads what a command needs that calls an engine: its address from the choice, `SALLYPORT_URL` or the login, and the
 * application from the file that is chosen, `SALLYPORT_CLIENT_ID` and `SALLYPORT_CLIENT_SECRET`, the login, or the data
 * directory. The secret of a login goes to the engine that it is for, and to no other.
 *
 * @throws SallyportError `configuration_invalid`
 */
export function loadClientConfig(
  choice: ClientChoice,
  environment: Environment = process.env,
): Readonly<ClientConfig> {
  const reader = new Reader({
    ...environment,
    ...(choice.url !== undefined && { SALLYPORT_URL: choice.url }),
  })
  const login = readLogin(reader)
  const chosen = reader.clientUrl()
  const clientId = reader.text('SALLYPORT_CLIENT_ID')
  const clientSecret = reader.secret('SALLYPORT_CLIENT_SECRET')
  const file = choice.application ?? join(reader.text('SALLYPORT_DATA_DIR') ?? './data', 'application.json')
  const given = choice.application === undefined && clientId !== undefined && clientSecret !== undefined
  const loggedIn =
    choice.application === undefined && !given && (chosen === undefined || chosen === login?.url)
  if (loggedIn && login !== undefined) {
    reader.finish()
    return Object.freeze(login)
  }
  const application = given ? { clientId, clientSecret } : readApplication(reader, file)
  reader.finish()
  return Object.freeze({ url: chosen ?? DEFAULT_URL, ...application })
}

/**
 * Reads which engine is meant, before there is an application to call it as.
 *
 * @throws SallyportError `configuration_invalid`
 */
export function loadEngineUrl(choice: ClientChoice, environment: Environment = process.env): string {
  const reader = new Reader({
    ...environment,
    ...(choice.url !== undefined && { SALLYPORT_URL: choice.url }),
  })
  const url = reader.clientUrl() ?? DEFAULT_URL
  reader.finish()
  return url
}

/** None where there is no file, or none that is a login. */
function readLogin(reader: Reader): ClientConfig | undefined {
  const entries = new Map(objectOf(reader.file(configurationFile(reader, 'login.json')) ?? '{}'))
  const text = (name: string) => {
    const value = entries.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const [url, clientId, clientSecret] = [text('url'), text('client_id'), text('client_secret')]
  if (url === undefined || clientId === undefined || clientSecret === undefined) return undefined
  const [organizationId, workspace] = [text('organization_id'), text('workspace')]
  return { url, clientId, clientSecret: new Secret(clientSecret), organizationId, workspace }
}

/** Where a command reaches a running engine with a token that somebody made for it. */
export interface BearerConfig {
  readonly url: string
  readonly token: Secret
}

/**
 * The same for a command that also takes a token in place of an application: `SALLYPORT_TOKEN`.
 *
 * @throws SallyportError `configuration_invalid`
 */
export function loadBearerConfig(
  choice: ClientChoice,
  environment: Environment = process.env,
): Readonly<ClientConfig | BearerConfig> {
  const token = environment.SALLYPORT_TOKEN?.trim()
  if (!token || choice.application !== undefined) return loadClientConfig(choice, environment)
  return Object.freeze({ url: loadEngineUrl(choice, environment), token: new Secret(token) })
}

/** What a connector that runs without an engine is connected with. */
export interface LocalConfig {
  /** Fields of the form of its credential. */
  readonly credential: ReadonlyMap<string, Secret>
  readonly redirectOrigins: Config['redirectOrigins']
}

/**
 * Reads the credential of a connector from a file that nobody else may read, or from `SALLYPORT_CREDENTIALS`: a JSON
 * object of texts.
 *
 * @throws SallyportError `configuration_invalid`
 */
export function loadLocalConfig(
  { file }: { readonly file: string | undefined },
  environment: Environment = process.env,
): Readonly<LocalConfig> {
  const reader = new Reader(environment)
  const name = file ?? 'SALLYPORT_CREDENTIALS'
  const fields = objectOf((file === undefined ? reader.text(name) : reader.privateFile(file)) ?? '') ?? []
  if (fields.length === 0 || fields.some(([, value]) => typeof value !== 'string')) {
    reader.refuse(name, 'is to hold a JSON object of the fields of the credential, such as {"token": "..."}.')
  }
  const redirectOrigins = reader.redirects('SALLYPORT_REDIRECT_ORIGINS')
  reader.finish()
  const credential = new Map(fields.map(([field, value]) => [field, new Secret(String(value))]))
  return Object.freeze({ credential, redirectOrigins })
}

function readApplication(reader: Reader, path: string): Omit<ClientConfig, 'url'> {
  const entries = new Map(objectOf(reader.file(path) ?? '{}'))
  const [clientId, clientSecret] = [entries.get('client_id'), entries.get('client_secret')]
  if (typeof clientId === 'string' && typeof clientSecret === 'string') {
    return { clientId, clientSecret: new Secret(clientSecret) }
  }
  reader.refuse(
    'The application file',
    `${path} is missing or is none: log in with "sallyport login", name a file with --application, or set SALLYPORT_CLIENT_ID and SALLYPORT_CLIENT_SECRET.`,
  )
  return { clientId: '', clientSecret: new Secret('') }
}

/** Outside the data directory: whoever copies the one does not get the other with it. */
function defaultRootKey(reader: Reader): RootKeySetting {
  return { kind: 'file', path: configurationFile(reader, 'root.key') }
}

function configurationFile(reader: Reader, name: string): string {
  const folder = reader.text('XDG_CONFIG_HOME') ?? join(homedir(), '.config')
  return join(resolve(folder), 'sallyport', name)
}

/** Reads variables one by one and collects what is wrong with them. */
class Reader {
  readonly #environment: Environment
  readonly #problems: Problem[] = []

  constructor(environment: Environment) {
    this.#environment = environment
  }

  text(name: string): string | undefined {
    return this.#environment[name]?.trim() || undefined
  }

  secret(name: string): Secret | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : new Secret(value)
  }

  port(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined || (/^\d{1,5}$/.test(value) && Number(value) <= 65_535))
      return value === undefined ? undefined : Number(value)
    return this.refuse(name, 'is to be a number from 0 to 65535.')
  }

  /** @param usual Where nothing is set: to have no limit, somebody has to say so. */
  quota(name: string, usual: CallQuota): CallQuota | null {
    const value = this.text(name)
    if (value === undefined) return usual
    if (value === 'off') return null
    const [, calls, seconds] = /^(\d{1,9})\/(\d{1,5})$/.exec(value) ?? []
    if (Number(calls) > 0 && Number(seconds) > 0) return { calls: Number(calls), seconds: Number(seconds) }
    this.refuse(name, 'is to be calls/seconds, such as 6000/60, or off.')
    return usual
  }

  count(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined || (/^\d{1,6}$/.test(value) && Number(value) > 0))
      return value === undefined ? undefined : Number(value)
    return this.refuse(name, 'is to be a number from 1 to 999999.')
  }

  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const found = choices.find((choice) => choice === value)
    if (value === undefined || found !== undefined) return found
    return this.refuse(name, `is to be one of: ${choices.join(', ')}.`)
  }

  origin(name: string): string | undefined {
    const value = this.text(name)
    const url = value === undefined ? undefined : URL.parse(value)
    if (value === undefined || (url && isOrigin(url))) return url?.origin
    return this.refuse(name, 'is to be an origin such as https://sallyport.example.com.')
  }

  /** Of an engine to which a client secret goes. */
  clientUrl(): string | undefined {
    const url = this.origin('SALLYPORT_URL')
    if (url?.startsWith('http:') && !isPlainLoopback(URL.parse(url))) {
      return this.refuse('SALLYPORT_URL', 'is to be https: the client secret goes there.')
    }
    return url
  }

  trustProxy(name: string): boolean | string {
    const value = this.text(name)
    if (value === undefined || value === 'false') return false
    if (value === 'true') return true
    if (value.split(',').every((item) => isAddressBlock(item.trim()))) return value
    this.refuse(name, 'is to be true, false, or addresses and CIDR blocks with commas between them.')
    return false
  }

  rootKey(name: string): RootKeySetting | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : this.#rootKeyOf(name, value)
  }

  rootKeyList(name: string): readonly RootKeySetting[] {
    const values = this.text(name)?.split(',') ?? []
    return values.flatMap((value) => this.#rootKeyOf(name, value.trim()) ?? [])
  }

  #rootKeyOf(name: string, value: string): RootKeySetting | undefined {
    const setting = readRootKeySetting(value, this)
    return 'refused' in setting ? this.refuse(name, setting.refused) : setting
  }

  tls(): Config['tls'] {
    const [cert, key] = [this.#file('SALLYPORT_TLS_CERT'), this.#file('SALLYPORT_TLS_KEY')]
    if (cert !== undefined && key !== undefined) {
      if (fitTogether(cert, key)) return { cert, key }
      return this.refuse(
        'SALLYPORT_TLS_CERT',
        'and SALLYPORT_TLS_KEY are no certificate and its key, in PEM.',
      )
    }
    if (cert !== undefined) return this.refuse('SALLYPORT_TLS_KEY', 'is missing beside SALLYPORT_TLS_CERT.')
    if (key !== undefined) return this.refuse('SALLYPORT_TLS_CERT', 'is missing beside SALLYPORT_TLS_KEY.')
    return undefined
  }

  redirects(name: string): ReadonlyMap<string, string> {
    const value = this.text(name)
    if (value === undefined) return new Map()
    const pairs = objectOf(value)
    const fits = pairs?.every(
      ([from, to]) => isOrigin(URL.parse(from)) && typeof to === 'string' && isPlainLoopback(URL.parse(to)),
    )
    if (pairs !== undefined && fits) return new Map(pairs.map(([from, to]) => [from, String(to)]))
    this.refuse(
      name,
      'is to be a JSON object of origins, each to one such as http://127.0.0.1:4010. It is for demos and tests only.',
    )
    return new Map()
  }

  refuse(name: string, what: string): undefined {
    this.#problems.push({ field: name, code: 'setting', message: `${name} ${what}` })
  }

  finish(): void {
    if (this.#problems.length === 0) return
    const message = this.#problems.map((problem) => problem.message).join('\n')
    throw new SallyportError('configuration_invalid', message, { problems: this.#problems })
  }

  #file(name: string): string | undefined {
    const path = this.text(name)
    return path === undefined
      ? undefined
      : (this.file(path) ?? this.refuse(name, 'names a file that cannot be read.'))
  }

  /** A file with a secret in it: readable by its owner alone, where the system knows owners. */
  privateFile(path: string): string | undefined {
    const open =
      process.platform !== 'win32' && ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0
    return open ? this.refuse(path, 'can be read by others: chmod 600.') : this.file(path)
  }

  file(path: string): string | undefined {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  }
}

function objectOf(json: string): [string, unknown][] | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : undefined
  } catch {
    return undefined
  }
}
