import type { Definition, Effect } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { parseConfig } from '@sallyport/runtime'
import type { NamedOperation, ToolState, ToolSubject } from '@sallyport/tools'
import { standingsOf } from '../connectors/standings.ts'
import type { CredentialRows, CredentialStanding } from '../credentials/credential-rows.ts'
import { type NamedConnector, noneOf } from '../execute/named-connectors.ts'
import { permits } from '../execute/permit.ts'
import type { Principal } from '../execute/principal.ts'
import type { ScopeOptions } from '../execute/scope.ts'
import type { Connector, Workspace } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import type { Catalogue, Template } from '../templates/catalogue.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import { workspaceInactive, workspaceNotFound } from '../workspaces/workspace-refusals.ts'

export interface ToolOptions extends WorkspaceOptions, ScopeOptions {
  readonly credentials: Pick<CredentialRows, 'standing'>
}

/** Of which connectors and operations tools are; what is left out means all that the principal may. */
export interface ToolChoice {
  readonly reference: WorkspaceReference
  /** Ids, names or types. */
  readonly connectors?: readonly string[]
  readonly entities?: readonly string[]
  readonly effects?: readonly Effect[]
}

/** Connectors of one workspace that tools are made of. */
const MAX_CONNECTORS = 500

export interface Typed {
  readonly row: Connector
  readonly template: Template
}

/**
 * The connectors that an agent may act through, each with what of it is open, and the types that are not connected: a
 * model is told what would have to be.
 *
 * @throws SallyportError `workspace_not_found`, `workspace_inactive`, `connector_not_found`
 */
export async function toolSubjects(
  options: ToolOptions,
  principal: Principal,
  choice: ToolChoice,
): Promise<readonly ToolSubject[]> {
  const workspace = await workspaceOf(options, principal, choice.reference)
  const rows = await options.connectors.list(scopeOfWorkspace(workspace), { limit: MAX_CONNECTORS })
  const catalogue = await options.catalogues.of(principal.scope)
  const chosen = chosenOf(
    rows.flatMap((row) => typed(catalogue, row)),
    choice.connectors,
  )
  const standings = await standingsOf(
    options,
    principal,
    chosen.map(({ row }) => row),
  )
  const connected = chosen.map((each) =>
    toolSubject(each, { principal, choice, standing: standings.get(each.row.id) }),
  )
  if (choice.connectors !== undefined) return connected
  const types = new Set(rows.map(({ definitionId }) => definitionId))
  const others = catalogue.templates.filter(({ definition }) => !types.has(definition.id))
  return [...connected, ...others.map(({ definition }) => unconnected(definition, { principal, choice }))]
}

interface Seen {
  readonly principal: Principal
  readonly choice: ToolChoice
  readonly standing?: CredentialStanding | undefined
}

/** A connector as it is shown to a model. */
export function toolSubject({ row, template }: Typed, { principal, choice, standing }: Seen): ToolSubject {
  const { definition } = template
  return {
    id: row.id,
    name: row.name,
    definition,
    settings: parseConfig(definition, row.config),
    state: stateOf(standing),
    allows: (named) => takes(choice, named) && permits({ definition, ...named }, { row }, principal),
  }
}

/** A type that could be connected, with what the same agent could do then. */
function unconnected(definition: Definition, { principal, choice }: Seen): ToolSubject {
  return {
    id: definition.slug,
    name: definition.title,
    definition,
    state: 'not_connected',
    allows: (named) => takes(choice, named) && principal.capabilities.includes(named.operation.effect),
  }
}

function takes({ entities, effects }: ToolChoice, { entity, operation }: NamedOperation): boolean {
  return (entities?.includes(entity) ?? true) && (effects?.includes(operation.effect) ?? true)
}

/** Whether a choice takes a connector. */
export function isChosen({ row, template }: Typed, references: readonly string[] | undefined): boolean {
  return references?.some((reference) => fits({ row, template }, reference)) ?? true
}

async function workspaceOf(
  options: ToolOptions,
  principal: Principal,
  reference: WorkspaceReference,
): Promise<Workspace> {
  const workspace = await findWorkspace(options, principal, reference)
  if (workspace === undefined) throw workspaceNotFound()
  if (workspace.status !== 'active') throw workspaceInactive()
  return workspace
}

/** What the engine came to know no longer is shown to nobody. */
function typed(catalogue: Catalogue, row: Connector): Typed[] {
  try {
    return [{ row, template: catalogue.ofConnector(row) }]
  } catch (error) {
    if (SallyportError.isInstance(error) && error.code === 'internal') return []
    throw error
  }
}

function chosenOf(known: readonly Typed[], references: readonly string[] | undefined): readonly Typed[] {
  if (references === undefined) return known
  for (const reference of references) {
    if (!known.some((each) => fits(each, reference))) throw noneOf(known.map(named))
  }
  return known.filter((each) => isChosen(each, references))
}

function fits({ row, template: { definition } }: Typed, reference: string): boolean {
  const wanted = reference.trim().toLowerCase()
  const { slug, title } = definition
  const names = [row.id, row.name.toLowerCase(), slug, slug.replaceAll('-', '_'), title.toLowerCase()]
  return names.includes(wanted)
}

function named({ row, template: { definition } }: Typed): NamedConnector {
  return { id: row.id, name: row.name, connectorName: definition.slug, title: definition.title }
}

function stateOf(standing: CredentialStanding | undefined): ToolState {
  return standing?.state === 'needs_reauth' || standing?.state === 'revoked' ? 'needs_reauth' : 'connected'
}
