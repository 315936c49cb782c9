import type { Connector, Template } from '@sallyport/engine'
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

export function connectorBody(connector: Connector, template: Template) {
  const { id, name, config, entities, createdAt, updatedAt } = connector
  return {
    id,
    name,
    source_template: templateDetail(template),
    replication_config: { ...config },
    entities: entities.map(({ entity, modes }) => ({ entity, ...(modes && { modes: [...modes] }) })),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
