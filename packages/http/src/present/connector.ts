import type { Connector, StoredConnector, Template } from '@sallyport/engine'
import { templateDetail, templateItem } from './template.ts'

export function connectorItem({ id, name, createdAt, updatedAt }: Connector, template: Template) {
  return {
    id,
    name,
    summarized_source_template: templateItem(template),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

/** With the state of its credential, and nothing else of it. */
export function connectorBody(connector: StoredConnector, template: Template) {
  const { id, name, config, entities, credential, accountId, accountName, createdAt, updatedAt } = connector
  return {
    id,
    name,
    source_template: templateDetail(template),
    replication_config: { ...config },
    entities: entities.map(({ entity, modes }) => ({ entity, ...(modes && { modes: [...modes] }) })),
    state: credential.state,
    external_account: accountId === null ? null : { id: accountId, name: accountName },
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
