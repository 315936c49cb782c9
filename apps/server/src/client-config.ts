import { join } from 'node:path'
import { Secret } from '@sallyport/errors'
import { processEnvironment } from './config.ts'
import { objectOf } from './json-object.ts'
import { type Environment, SettingReader } from './setting-reader.ts'

/** Of an engine that says nothing of its own. */
const DEFAULT_URL = 'http://127.0.0.1:8000'

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

/** Where `sallyport login` keeps what it was told. */
export function loginFilePath(environment: Environment = processEnvironment): string {
  return new SettingReader(environment).configurationFile('login.json')
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
  environment: Environment = processEnvironment,
): Readonly<ClientConfig> {
  const reader = new SettingReader({
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
export function loadEngineUrl(choice: ClientChoice, environment: Environment = processEnvironment): string {
  const reader = new SettingReader({
    ...environment,
    ...(choice.url !== undefined && { SALLYPORT_URL: choice.url }),
  })
  const url = reader.clientUrl() ?? DEFAULT_URL
  reader.finish()
  return url
}

/** None where there is no file, or none that is a login. */
function readLogin(reader: SettingReader): ClientConfig | undefined {
  const entries = new Map(objectOf(reader.file(reader.configurationFile('login.json')) ?? '{}'))
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
  environment: Environment = processEnvironment,
): Readonly<ClientConfig | BearerConfig> {
  const token = environment.SALLYPORT_TOKEN?.trim()
  if (!token || choice.application !== undefined) return loadClientConfig(choice, environment)
  return Object.freeze({ url: loadEngineUrl(choice, environment), token: new Secret(token) })
}

function readApplication(reader: SettingReader, path: string): Omit<ClientConfig, 'url'> {
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
