import { MAX_NAME } from '@sallyport/contract'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { matchCredential, parseConfig } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import { sealCredential } from '../credentials/sealed-credential.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import type { Connector, EntityChoice, Storage, Workspace } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import type { Template, TypeReference } from '../templates/catalogue.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import {
  ensureWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'

export interface CreateConnectorOptions extends WorkspaceOptions {
  readonly vault: Vault
  readonly catalogues: Catalogues
  readonly connectors: Storage['connectors']
}

type Values = Readonly<Record<string, unknown>>

/** A request to connect an account, as the contract spells it. */
export interface NewConnectorRequest extends WorkspaceReference, TypeReference {
  readonly name?: string
  readonly credentials?: Values
  readonly replication_config?: Values
  readonly source_config?: Values
  readonly entities?: readonly EntityChoice[]
}

/**
 * Connects an account: everything is checked first, then the workspace is found or made, the credential
 * sealed, and connector, credential and audit event stored in one transaction.
 */
export async function createConnector(
  options: CreateConnectorOptions,
  principal: Principal,
  { request, requestId }: { readonly request: NewConnectorRequest; readonly requestId: string },
): Promise<Connector> {
  const template = (await options.catalogues.of(principal.scope)).find(request)
  const { definition } = template
  const { config, credentials } = settingsOf(definition, request)
  const credential = matchCredential(definition, credentials, parseConfig(definition, config))
  checkEntities(definition, request.entities)
  const name = request.name === undefined ? undefined : parseName('name', request.name)

  const workspace = await ensureWorkspace(options, principal, { reference: request, requestId })
  const connector = connectorOf(options, { template, workspace, request, name, config })
  const sealed = await sealCredential(options.vault, connector, credential)
  await options.connectors.insert(
    scopeOfWorkspace(workspace),
    { ...connector, credential: sealed },
    {
      id: options.newId(),
      type: 'connector.created',
      actor: actorOf(principal),
      subjectId: connector.id,
      requestId,
      at: connector.createdAt,
    },
  )
  return connector
}

/**
 * Settings and credential of a request. Only settings that the definition names are kept: nothing that
 * might be a secret under an unknown name is stored open. One generation of clients sends the credential
 * inside the configuration, below `credentials` or beside the settings; it is understood there too.
 */
function settingsOf(
  definition: Definition,
  { source_config, replication_config, credentials }: NewConnectorRequest,
) {
  const all: Values = { ...source_config, ...replication_config }
  const config = pick(all, Object.keys(definition.config ?? {}))
  const given =
    credentials ?? (isValues(all.credentials) ? all.credentials : pick(all, authFieldNames(definition)))
  if (Object.keys(given).length > 0 || credentials !== undefined) return { config, credentials: given }
  const message = 'At least one of credentials and replication_config.credentials must be provided.'
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'credentials', code: 'missing', message }],
  })
}

function authFieldNames({ auth }: Definition): string[] {
  const fields = Object.values(auth).flatMap(({ form }) => Object.entries(form))
  return fields.flatMap(([name, { aliases = [] }]) => [name, ...aliases])
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

interface Parts {
  readonly template: Template
  readonly workspace: Workspace
  readonly request: Pick<NewConnectorRequest, 'entities'>
  readonly name: string | undefined
  readonly config: Values
}

/** A connector as it is stored at first. */
export function connectorOf(
  options: Pick<CreateConnectorOptions, 'now' | 'newId'>,
  { template: { definition, uploaded }, workspace, request, name, config }: Parts,
): Connector {
  const at = new Date(options.now())
  return {
    id: options.newId(),
    organizationId: workspace.organizationId,
    workspaceId: workspace.id,
    definitionId: definition.id,
    definitionVersion: uploaded?.version ?? null,
    name: name ?? defaultName(definition, workspace),
    config,
    entities: request.entities ?? [],
    createdAt: at,
    updatedAt: at,
  }
}

/** Cut between characters: a half of one is no text that can be stored. */
function defaultName({ title }: Definition, workspace: Workspace): string {
  return [...`${title} - ${workspace.name}`].slice(0, MAX_NAME).join('')
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
