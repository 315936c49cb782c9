import { openEntities, type Warning } from '@sallyport/runtime'
import { bindConnector } from '../execute/find-connector.ts'
import { permits } from '../execute/permit.ts'
import type { Principal } from '../execute/principal.ts'
import { enterWorkspace, type ScopeOptions } from '../execute/scope.ts'
import type { Connector } from '../ports.ts'
import type { Template } from '../templates/catalogue.ts'

/** A connector and what the principal can do through it. */
export interface Inspected {
  readonly connector: Connector
  readonly template: Template
  readonly entities: readonly { readonly entity: string; readonly actions: readonly string[] }[]
  readonly warnings: readonly Warning[]
}

/** @throws SallyportError `connector_not_found`, also for one of another workspace or organization. */
export async function inspectConnector(
  options: ScopeOptions,
  principal: Principal,
  id: string,
): Promise<Inspected> {
  const entered = await enterWorkspace(options, principal, id)
  const connector = await options.catalogues.find(principal.scope, (catalogue) =>
    bindConnector(catalogue, entered),
  )
  const { row, template } = connector
  const { definition } = template
  const open = openEntities({
    definition,
    allows: (named) => permits({ ...named, definition }, connector, principal),
  })
  const entities = open.map(([entity, actions]) => ({ entity, actions: actions.map(([action]) => action) }))
  return { connector: row, template, entities, warnings: [NOTHING_KEPT] }
}

const NOTHING_KEPT: Warning = {
  code: 'context_store_unavailable',
  message:
    'There is no context store to search yet. Use list and api_search, which ask the third party itself.',
}
