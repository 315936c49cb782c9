import type { Effect } from '@sallyport/definition'
import type { NamedOperation } from '@sallyport/tools'
import { type NamedConnector, noneOf } from '../execute/named-connectors.ts'
import type { Connector } from '../ports.ts'
import type { Template } from '../templates/catalogue.ts'
import type { WorkspaceReference } from '../workspaces/workspace-reference.ts'

/** Of which connectors and operations tools are; what is left out means all that the principal may. */
export interface ToolChoice {
  readonly reference: WorkspaceReference
  /** Ids, names or types. */
  readonly connectors?: readonly string[]
  readonly entities?: readonly string[]
  readonly effects?: readonly Effect[]
}

/** A connector and its type. */
export interface Typed {
  readonly row: Connector
  readonly template: Template
}

/**
 * The connectors that a choice takes.
 *
 * @throws SallyportError `connector_not_found` where it names one that is not there, listing those that are.
 */
export function chosenOf(known: readonly Typed[], { connectors }: ToolChoice): readonly Typed[] {
  for (const reference of connectors ?? []) {
    if (!known.some((each) => fits(each, reference))) throw noneOf(known.map(named))
  }
  return known.filter((each) => takesConnector({ connectors }, each))
}

export function takesConnector(
  { connectors }: { readonly connectors?: readonly string[] | undefined },
  typed: Typed,
): boolean {
  return connectors?.some((reference) => fits(typed, reference)) ?? true
}

export function takesOperation(
  { entities, effects }: ToolChoice,
  { entity, operation }: NamedOperation,
): boolean {
  return (entities?.includes(entity) ?? true) && (effects?.includes(operation.effect) ?? true)
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
