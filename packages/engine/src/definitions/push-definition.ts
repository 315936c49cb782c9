import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { actorOf, type Principal } from '../execute/principal.ts'
import type { AuditEvent, DefinitionStore, StoredDefinition } from '../ports.ts'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { approvalRequired } from './approval.ts'
import { type Fingerprints, fingerprintsOf } from './fingerprints.ts'
import { checkNames, MAX_DEFINITIONS, notTaken, readUpload } from './read-upload.ts'

/** Times that a push is tried while others push the same. */
const TRIES = 3

export interface DefinitionOptions {
  readonly definitions: DefinitionStore
  readonly catalogues: Catalogues
  readonly now: () => number
  readonly newId: () => string
}

export interface PushRequest {
  readonly definition: unknown
  /** Hash of the texts that somebody has read and lets through. */
  readonly approve?: string
  /** Nothing is stored; what is given is what would be. */
  readonly dryRun?: boolean
  readonly requestId: string
}

export interface Pushed {
  readonly row: StoredDefinition
  readonly title: string
  /** False where the latest version is this already, and of a dry run. */
  readonly created: boolean
  /** Connectors that go on with this version, and those that have to be connected again to get it. */
  readonly connectors: { readonly follow: number; readonly reconnect: number }
}

/**
 * Stores an uploaded definition as the next version. The same content again changes nothing.
 *
 * @throws SallyportError `invalid_request` with everything that is wrong with it; `approval_required` with how the
 * texts for models would change, and the hash to approve.
 */
export async function pushDefinition(
  options: DefinitionOptions,
  principal: Principal,
  request: PushRequest,
): Promise<Pushed> {
  const definition = readUpload(request.definition)
  checkNames(await options.catalogues.of(principal.scope), definition)
  const prints = fingerprintsOf(definition)
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await options.definitions.list(principal.scope)
    const versions = stored.filter(({ id }) => id === definition.id)
    const latest = versions.at(-1)
    if (latest?.contentHash === prints.contentHash) {
      return pushed(options, { row: latest, definition, versions, created: false })
    }
    if (
      latest !== undefined &&
      latest.textsHash !== prints.textsHash &&
      request.approve !== prints.textsHash
    ) {
      throw await approvalRequired(options.definitions, principal.scope, {
        latest,
        definition,
        hash: prints.textsHash,
      })
    }
    const row = rowOf(options, principal.scope, { definition, prints, version: (latest?.version ?? 0) + 1 })
    if (request.dryRun) return pushed(options, { row, definition, versions, created: false })
    const event = eventOf(options, principal, {
      type: 'definition.pushed',
      id: row.id,
      requestId: request.requestId,
    })
    const outcome = await options.definitions.push(
      principal.scope,
      { ...row, definition },
      { max: MAX_DEFINITIONS, event },
    )
    if (outcome === 'stored') return pushed(options, { row, definition, versions, created: true })
    if (outcome !== 'outdated') throw notTaken(outcome)
  }
  throw new SallyportError('changed_meanwhile', 'Others push this definition at the same time.', {
    fix: 'Look at what they pushed, and push again where yours is still wanted.',
  })
}

interface Made {
  readonly definition: Definition
  readonly prints: Fingerprints
  readonly version: number
}

function rowOf(
  { now }: DefinitionOptions,
  { organizationId }: OrganizationScope,
  { definition: { id, slug }, prints, version }: Made,
): StoredDefinition {
  return { id, organizationId, version, slug, ...prints, createdAt: new Date(now()) }
}

interface Act extends Pick<AuditEvent, 'type' | 'requestId'> {
  readonly id: string
}

/** The record of an act on a definition. */
export function eventOf({ now, newId }: DefinitionOptions, principal: Principal, act: Act): AuditEvent {
  const { type, id: subjectId, requestId } = act
  return { id: newId(), type, actor: actorOf(principal), subjectId, requestId, at: new Date(now()) }
}

interface Outcome {
  readonly row: StoredDefinition
  readonly definition: Definition
  /** Those before it. */
  readonly versions: readonly StoredDefinition[]
  readonly created: boolean
}

async function pushed(
  { definitions }: DefinitionOptions,
  { row, definition, versions, created }: Outcome,
): Promise<Pushed> {
  const used = await definitions.countConnectors(scopeOfOrganization(row.organizationId), row.id)
  const access = new Map([...versions, row].map(({ version, accessHash }) => [version, accessHash]))
  const count = (follows: boolean) =>
    used
      .filter(({ version }) => (access.get(version) === row.accessHash) === follows)
      .reduce((sum, { connectors }) => sum + connectors, 0)
  const connectors = { follow: count(true), reconnect: count(false) }
  return { row, title: definition.title, created, connectors }
}
