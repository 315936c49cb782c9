import { SallyportError } from '@sallyport/errors'
import { type ConnectorConfig, credentialOrigins } from '@sallyport/runtime'
import { connectorNotFound } from '../execute/named-connectors.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { enterWorkspace, type ScopeOptions } from '../execute/scope.ts'
import { parseName } from '../name.ts'
import type { Connector, StoredConnector } from '../ports.ts'
import type { WorkspaceScope } from '../scope.ts'
import type { Template } from '../templates/catalogue.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import {
  pick,
  readCredential,
  readSettings,
  type Settings,
  type SettingsRequest,
} from './connector-settings.ts'
import {
  connectorChanged,
  type Replaced,
  type ReplaceOptions,
  replaceCredential,
} from './replace-credential.ts'
import { stillDefaulted } from './still-defaulted.ts'

export interface UpdateOptions extends ReplaceOptions, ScopeOptions {
  readonly catalogues: Catalogues
}

/** A change of a connector. What is left out stays. */
export interface ConnectorChangeRequest extends SettingsRequest {
  readonly name?: string
  readonly validate?: boolean
  readonly allow_other_account?: boolean
}

export interface UpdateInput {
  readonly id: string
  readonly request: ConnectorChangeRequest
  readonly requestId: string
  readonly signal?: AbortSignal
}

/**
 * Changes a connector. A new credential is tried before it takes over. Settings by which the third party is found
 * elsewhere need the credential again: the one that is stored may only go where it was given for.
 *
 * @throws SallyportError for a change that does not fit, and as `replaceCredential` does.
 */
export async function updateConnector(
  options: UpdateOptions,
  principal: Principal,
  { id, request, requestId, signal }: UpdateInput,
): Promise<Replaced> {
  const { scope } = await enterWorkspace(options, principal, id)
  const row = await options.connectors.find(scope, id)
  if (row === undefined) throw connectorNotFound()
  const catalogue = await options.catalogues.of(principal.scope)
  const present = catalogue.ofConnector(row)
  const given = request.replication_config ?? request.source_config
  const asked = { ...request, replication_config: given ?? row.config }
  const changes = changesOf(request)
  const by = { actor: actorOf(principal), requestId, ...(signal && { signal }) }
  // What came from the template stands below what is given, as it did when the connector was made.
  const defaults = pick(row.config, row.defaulted)
  const settings = readSettings(present.definition, asked, defaults)
  if (settings.credentials === undefined) {
    if (moves(present, row, settings.config)) throw secretNeeded()
    return store(options, { scope, row, changes: { ...changes, ...settingsOf(row, settings) } }, by)
  }
  // Connected anew, it is one of the latest version.
  const template = catalogue.find({ definition_id: row.definitionId })
  const renewed = readSettings(template.definition, asked, defaults)
  const { validate, allow_other_account } = request
  const replacement = {
    scope,
    row,
    template,
    config: renewed.config,
    credential: readCredential(template.definition, renewed),
    changes: { ...changes, ...settingsOf(row, renewed) },
    ...(validate !== undefined && { validate }),
    ...(allow_other_account !== undefined && { allowOtherAccount: allow_other_account }),
  }
  return replaceCredential(options, replacement, by)
}

function changesOf({ name, entities }: ConnectorChangeRequest) {
  return {
    ...(name !== undefined && { name: parseName('name', name) }),
    ...(entities !== undefined && { entities }),
  }
}

function settingsOf(row: StoredConnector, settings: Settings) {
  return { config: settings.stored, defaulted: stillDefaulted(row, settings.stored) }
}

function moves({ definition }: Template, row: StoredConnector, config: ConnectorConfig): boolean {
  const before = readSettings(definition, { replication_config: row.config }).config
  const origins = (settings: ConnectorConfig) =>
    credentialOrigins(definition.server, settings).sort().join(' ')
  return origins(before) !== origins(config)
}

function secretNeeded(): SallyportError {
  const message =
    'These settings move the connector to another address, and its credential may only go where it was given for.'
  return new SallyportError('invalid_request', message, {
    fix: 'Give the credentials again, together with the settings.',
    problems: [{ field: 'credentials', code: 'missing', message }],
  })
}

interface Change {
  readonly scope: WorkspaceScope
  readonly row: StoredConnector
  readonly changes: Partial<Connector>
}

async function store(
  { connectors, now, newId }: UpdateOptions,
  { scope, row, changes }: Change,
  { actor, requestId }: Parameters<typeof replaceCredential>[2],
): Promise<Replaced> {
  const at = new Date(Math.max(now(), row.updatedAt.getTime() + 1))
  const connector = { ...row, ...changes, updatedAt: at }
  const event = {
    id: newId(),
    type: 'connector.updated',
    actor,
    subjectId: row.id,
    requestId,
    at,
  } as const
  if (await connectors.update(scope, connector, { read: row.updatedAt, event })) {
    return { connector, warnings: [] }
  }
  throw connectorChanged()
}
