import { MAX_NAME } from '@sallyport/contract'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Credential, Warning } from '@sallyport/runtime'
import { actorOf, type Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import type { CreationKey, NewConnector, Storage, StoredConnector, Workspace } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import type { TypeReference } from '../templates/catalogue.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import type { Offer } from '../templates/offer.ts'
import { openTo } from '../templates/tag-filter.ts'
import {
  lookUpWorkspace,
  makeWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import {
  pick,
  readCredential,
  readSettings,
  type Settings,
  type SettingsRequest,
} from './connector-settings.ts'
import { creationKey } from './creation-key.ts'
import type { HoldOptions } from './held-grants.ts'
import { type SealTriedOptions, sealTried } from './seal-tried.ts'
import { keepingSpent } from './spent.ts'
import { type Tried, type TryOptions, tryCandidate, untried } from './try-candidate.ts'

export interface CreateConnectorOptions
  extends WorkspaceOptions,
    TryOptions,
    SealTriedOptions,
    Pick<HoldOptions, 'heldGrants'> {
  readonly catalogues: Catalogues
  readonly connectors: Storage['connectors']
}

/** A request to connect an account, as the contract spells it. */
export interface NewConnectorRequest extends WorkspaceReference, TypeReference, SettingsRequest {
  readonly name?: string
  /** False: the credential is stored without being tried. */
  readonly validate?: boolean
  readonly idempotency_key?: string
  /** In place of credentials: what was granted in a browser before. */
  readonly server_side_oauth_secret_id?: string
}

/** One request of it, as it came in. */
export interface CreateInput {
  readonly request: NewConnectorRequest
  readonly requestId: string
  readonly signal?: AbortSignal
}

export interface Created {
  readonly connector: StoredConnector
  /** False where a request of the same key made it before. */
  readonly created: boolean
  readonly warnings: readonly Warning[]
}

/** A request whose every part was found to fit. */
interface Understood extends Offer {
  readonly settings: Settings
  readonly credential: Credential
  readonly name: string | undefined
  readonly key: CreationKey | undefined
}

/**
 * Connects an account: everything is checked and the credential tried first, then the workspace is found or made, the
 * credential sealed, and connector, credential and audit event stored in one transaction.
 *
 * @throws SallyportError for a request that does not fit; `credential_refused`, and then nothing is stored;
 * `idempotency_conflict`
 */
export async function createConnector(
  options: CreateConnectorOptions,
  principal: Principal,
  { request, requestId, signal }: CreateInput,
): Promise<Created> {
  const understood = await understand(options, principal, request)
  const looked = await lookUpWorkspace(options, principal, request)
  const known = 'missing' in looked ? undefined : await madeBefore(options, looked, understood.key)
  if (known !== undefined) return known
  const connectorId = options.newId()
  const { template, credential, settings } = understood
  const candidate = {
    organizationId: principal.scope.organizationId,
    workspaceId: 'missing' in looked ? undefined : looked.id,
    connectorId,
    template,
    config: settings.config,
    credential,
  }
  const tried =
    request.validate === false
      ? untried(credential)
      : await tryCandidate(options, candidate, { caller: principal.applicationId, ...(signal && { signal }) })
  return keepingSpent(tried, () =>
    store(options, principal, { request, requestId, understood, looked, tried, connectorId }),
  )
}

interface Accepted extends Pick<CreateInput, 'request' | 'requestId'> {
  readonly understood: Understood
  readonly looked: Awaited<ReturnType<typeof lookUpWorkspace>>
  readonly tried: Tried
  readonly connectorId: string
}

async function store(
  options: CreateConnectorOptions,
  principal: Principal,
  { request, requestId, understood, looked, tried, connectorId }: Accepted,
): Promise<Created> {
  const workspace = await makeWorkspace(options, principal, { looked, requestId })
  const connector = await connectorOf(options, { ...understood, workspace, request, tried, id: connectorId })
  const event = {
    id: options.newId(),
    type: 'connector.created',
    actor: actorOf(principal),
    subjectId: connector.id,
    requestId,
    at: connector.createdAt,
  } as const
  const scope = scopeOfWorkspace(workspace)
  if (await options.connectors.insert(scope, connector, event)) {
    return { connector, created: true, warnings: tried.warnings }
  }
  // The same request, sent twice at once: the other one was here first.
  const first = await madeBefore(options, workspace, understood.key)
  if (first !== undefined) {
    await options.heldGrants.forget(scope, tried.held)
    return first
  }
  throw new SallyportError('storage_unavailable', 'The connector of that key went away meanwhile.')
}

/** Reads a request to connect an account. Nothing is stored, and nobody is asked. */
export async function understand(
  { catalogues }: Pick<CreateConnectorOptions, 'catalogues'>,
  principal: Principal,
  request: NewConnectorRequest,
): Promise<Understood> {
  const offer = await catalogues.find(principal.scope, (catalogue) =>
    catalogue.offer(request, openTo(principal)),
  )
  const { template, source } = offer
  const settings = readSettings(template.definition, request, source?.defaultConfig)
  const credential = readCredential(template.definition, settings)
  const name = request.name === undefined ? undefined : parseName('name', request.name)
  const { idempotency_key: key, entities } = request
  const asked = { name, stored: givenOf(settings), entities, credential }
  return {
    ...offer,
    settings,
    credential,
    name,
    key: key === undefined ? undefined : creationKey(key, asked),
  }
}

/** A template that changes does not make another request of the same. */
function givenOf({ stored, defaulted }: Settings) {
  return pick(
    stored,
    Object.keys(stored).filter((name) => !defaulted.includes(name)),
  )
}

async function madeBefore(
  { connectors }: CreateConnectorOptions,
  workspace: Workspace,
  key: CreationKey | undefined,
): Promise<Created | undefined> {
  const found = key && (await connectors.findByKey(scopeOfWorkspace(workspace), key.key))
  if (key === undefined || found === undefined) return undefined
  if (Buffer.compare(found.requestHash, key.requestHash) !== 0) throw anotherRequest()
  return { connector: found.connector, created: false, warnings: [] }
}

function anotherRequest(): SallyportError {
  const message = 'The idempotency key was used for another connector of this workspace.'
  return new SallyportError('idempotency_conflict', message, {
    fix: 'Give every connector a key of its own. To change one, use PUT /api/v1/integrations/connectors/{id}.',
    problems: [{ field: 'idempotency_key', code: 'conflict', message }],
  })
}

interface Parts extends Pick<Understood, 'template' | 'name' | 'key'> {
  readonly settings: Pick<Settings, 'stored' | 'defaulted'>
  /** The organization's template that it is made from. */
  readonly source?: { readonly id: string }
  readonly workspace: Workspace
  readonly request: Pick<NewConnectorRequest, 'entities'>
  readonly tried: Tried
  readonly id: string
}

/** A connector as it is stored at first. */
export async function connectorOf(
  options: SealTriedOptions & Pick<CreateConnectorOptions, 'now'>,
  parts: Parts,
): Promise<NewConnector> {
  const { template, source, workspace, request, name, settings, key, tried, id } = parts
  const { definition, uploaded } = template
  const at = new Date(options.now())
  const owner = { organizationId: workspace.organizationId, workspaceId: workspace.id, id }
  return {
    ...owner,
    definitionId: definition.id,
    definitionVersion: uploaded?.version ?? null,
    name: name ?? defaultName(definition, workspace),
    config: settings.stored,
    entities: request.entities ?? [],
    templateId: source?.id ?? null,
    defaulted: settings.defaulted,
    accountId: tried.account?.id ?? null,
    accountName: tried.account?.name ?? null,
    createdAt: at,
    updatedAt: at,
    credential: await sealTried(options, owner, { definition, tried }),
    ...(key && { creationKey: key }),
    heldGrants: tried.held,
  }
}

/** Cut between characters: a half of one is no text that can be stored. */
function defaultName({ title }: Definition, workspace: Workspace): string {
  return [...`${title} - ${workspace.name}`].slice(0, MAX_NAME).join('')
}
