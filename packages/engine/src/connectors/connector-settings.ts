import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type ConnectorConfig, type Credential, matchCredential, parseConfig } from '@sallyport/runtime'
import type { EntityChoice } from '../ports.ts'

export type Values = Readonly<Record<string, unknown>>

/** What a request says of a connector's settings and credential, as the contract spells it. */
export interface SettingsRequest {
  readonly credentials?: Values
  /** What the address is formed of. Beside the other settings: a definition tells by the name which is which. */
  readonly environment?: Values
  readonly replication_config?: Values
  readonly source_config?: Values
  readonly entities?: readonly EntityChoice[]
}

/** Settings as they are stored, as they are read, and the fields of a credential where some were given. */
export interface Settings {
  readonly stored: Values
  readonly config: ConnectorConfig
  readonly credentials: Values | undefined
  /** Names of those that nobody gave: they are the template's. */
  readonly defaulted: readonly string[]
}

/**
 * Settings and credential of a request. Only settings that the definition names are kept: nothing that
 * might be a secret under an unknown name is stored open. One generation of clients sends the credential
 * inside the configuration, below `credentials` or beside the settings; it is understood there too.
 *
 * @param defaults Settings of a template, which stand where none are given.
 * @throws SallyportError `invalid_request` for settings and entities that do not fit.
 */
export function readSettings(
  definition: Definition,
  request: SettingsRequest,
  defaults: Values = {},
): Settings {
  const all: Values = { ...request.source_config, ...request.environment, ...request.replication_config }
  const names = Object.keys(definition.config ?? {})
  const given = pick(all, names)
  const stored = { ...pick(defaults, names), ...given }
  const defaulted = Object.keys(stored).filter((name) => !Object.hasOwn(given, name))
  const nested = isValues(all.credentials) ? all.credentials : pick(all, authFieldNames(definition))
  const credentials = request.credentials ?? (Object.keys(nested).length > 0 ? nested : undefined)
  const config = parseConfig(definition, stored)
  checkEntities(definition, request.entities)
  return { stored, config, credentials, defaulted }
}

/** @throws SallyportError `invalid_request` where no credential is given, `credential_mismatch` where it fits no way. */
export function readCredential(definition: Definition, { credentials, config }: Settings): Credential {
  if (credentials !== undefined) return matchCredential(definition, credentials, config)
  const message =
    'At least one of replication_config, credentials, server_side_oauth_secret_id must be provided, and a credential in it.'
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'credentials', code: 'missing', message }],
  })
}

function authFieldNames({ auth }: Definition): string[] {
  const fields = Object.values(auth).flatMap(({ form }) => Object.entries(form))
  return fields.flatMap(([name, { aliases = [] }]) => [name, ...aliases])
}

export function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

/** @throws SallyportError `invalid_request` naming each entity that the definition does not have. */
export function checkEntities(definition: Definition, choices: readonly EntityChoice[] = []): void {
  const known = Object.keys(definition.entities)
  const problems = choices
    .filter(({ entity }) => !known.includes(entity))
    .map(({ entity }) => ({
      field: 'entities',
      code: 'unknown',
      message: `${definition.title} has no entity "${entity.slice(0, 80)}". Known: ${known.join(', ')}.`,
      details: { allowed: known },
    }))
  if (problems.length > 0) {
    const message = problems.map((problem) => problem.message).join(' ')
    throw new SallyportError('invalid_request', message, { problems })
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
