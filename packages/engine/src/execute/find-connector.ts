import { type ConnectorConfig, parseConfig } from '@sallyport/runtime'
import type { StoredConnector } from '../ports.ts'
import type { WorkspaceScope } from '../scope.ts'
import type { Catalogue, Template } from '../templates/catalogue.ts'
import type { Entered } from './scope.ts'

declare const bound: unique symbol

/** A connector with the definition that it is pinned to. Only `bindConnector` makes one. */
export interface BoundConnector {
  readonly scope: WorkspaceScope
  readonly row: StoredConnector
  readonly template: Template
  readonly config: ConnectorConfig
  readonly [bound]: true
}

/** Settings are read once per row: a changed connector is another object. */
const configs = new WeakMap<StoredConnector, ConnectorConfig>()

/** Stage 4: a connector's row meets its definition. */
export function bindConnector(
  catalogue: Catalogue,
  { scope, row }: Pick<Entered, 'scope' | 'row'>,
): BoundConnector {
  const template = catalogue.ofConnector(row)
  const config = configs.get(row) ?? parseConfig(template.definition, row.config)
  configs.set(row, config)
  return { scope, row, template, config } as BoundConnector
}
