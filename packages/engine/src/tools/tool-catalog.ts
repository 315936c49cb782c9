import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { createToolCatalog, requireEntities, type ToolCatalog, type ToolSubject } from '@sallyport/tools'
import { standingsOf } from '../connectors/standings.ts'
import type { CredentialRows, CredentialStanding } from '../credentials/credential-rows.ts'
import type { Principal } from '../execute/principal.ts'
import type { ScopeOptions } from '../execute/scope.ts'
import type { Connector, Workspace } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import type { Catalogue } from '../templates/catalogue.ts'
import { findWorkspace, type WorkspaceOptions } from '../workspaces/workspace-reference.ts'
import { workspaceInactive, workspaceNotFound } from '../workspaces/workspace-refusals.ts'
import type { KeptCatalogs } from './kept-catalogs.ts'
import { chosenOf, type ToolChoice, type Typed } from './tool-choice.ts'
import { stateOf, toolSubject, unconnectedSubject } from './tool-subject.ts'

export interface ToolOptions extends WorkspaceOptions, ScopeOptions {
  readonly credentials: Pick<CredentialRows, 'standing'>
  readonly keptCatalogs: KeptCatalogs
}

/** Connectors of one workspace that tools are made of. */
const MAX_CONNECTORS = 500

/**
 * Everything that an agent could do in a workspace: through the connectors that it may act through, as far as they are
 * open; and with the types that are not connected, so that a model is told what would have to be.
 *
 * @throws SallyportError `workspace_not_found`, `workspace_inactive`, `connector_not_found`, `invalid_request` for an entity
 * that there is not
 */
export async function toolCatalog(
  options: ToolOptions,
  principal: Principal,
  choice: ToolChoice,
): Promise<ToolCatalog> {
  const workspace = await toolWorkspace(options, principal, choice)
  return catalogOf(options, principal, { workspace, choice })
}

/** The same of a workspace that was found. */
export async function catalogOf(
  options: ToolOptions,
  principal: Principal,
  { workspace, choice }: { readonly workspace: Workspace; readonly choice: ToolChoice },
): Promise<ToolCatalog> {
  const rows = await options.connectors.list(scopeOfWorkspace(workspace), { limit: MAX_CONNECTORS })
  const catalogue = await options.catalogues.of(principal.scope)
  const known = rows.flatMap((row) => typed(catalogue, row))
  const chosen = chosenOf(known, choice)
  requireEntities(
    [...chosen.map(({ template }) => template.definition), ...notChosen(catalogue, choice)],
    choice.entities,
  )
  const standings = await standingsOf(options, principal, rows)
  const connected = chosen.map((each) => ({ ...each, standing: standings.get(each.row.id) }))
  const place = { catalogue, key: keyOf({ principal, choice, workspace, connected }) }
  return options.keptCatalogs.get(place, () =>
    createToolCatalog(subjectsOf({ principal, choice, catalogue, rows, connected })),
  )
}

/** Types that are connected to nothing yet count too, as far as the choice does not leave them out. */
function notChosen({ templates }: Catalogue, { connectors }: ToolChoice): readonly Definition[] {
  return connectors === undefined ? templates.map(({ definition }) => definition) : []
}

type Connected = Typed & { readonly standing: CredentialStanding | undefined }

interface Known {
  readonly principal: Principal
  readonly choice: ToolChoice
  readonly connected: readonly Connected[]
}

function subjectsOf({
  principal,
  choice,
  catalogue,
  rows,
  connected,
}: Known & { readonly catalogue: Catalogue; readonly rows: readonly Connector[] }): readonly ToolSubject[] {
  const subjects = connected.map((each) => toolSubject(each, { principal, choice, standing: each.standing }))
  if (choice.connectors !== undefined) return subjects
  const types = new Set(rows.map(({ definitionId }) => definitionId))
  const others = catalogue.templates.filter(({ definition }) => !types.has(definition.id))
  return [
    ...subjects,
    ...others.map(({ definition }) => unconnectedSubject(definition, { principal, choice })),
  ]
}

/** Everything that a catalog is made of, beside the definitions. */
function keyOf({
  principal,
  choice,
  workspace,
  connected,
}: Known & { readonly workspace: Workspace }): string {
  const { connectors, entities, effects } = choice
  const rows = connected.map(({ row, standing }) => {
    const { id, name, definitionId, definitionVersion, config, entities: open } = row
    return [id, name, definitionId, definitionVersion, config, open, stateOf(standing)]
  })
  const { organizationId, id } = workspace
  const chosen = [connectors ?? null, entities ?? null, effects ?? null]
  return JSON.stringify([organizationId, id, principal.capabilities, chosen, rows])
}

/**
 * The workspace that tools are of.
 *
 * @throws SallyportError `workspace_not_found`, `workspace_inactive`
 */
export async function toolWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  { reference }: ToolChoice,
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
