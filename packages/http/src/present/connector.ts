import type { Connector, CredentialStanding, Template } from '@sallyport/engine'
import { standingBody } from './standing.ts'
import { templateDetail, templateItem } from './template.ts'

/** What a connector is shown with. */
interface Beside {
  readonly template: Template
  readonly standing: CredentialStanding | undefined
}

export function connectorItem({ id, name, createdAt, updatedAt }: Connector, { template, standing }: Beside) {
  return {
    id,
    name,
    summarized_source_template: templateItem(template),
    ...standingBody(standing),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

export function connectorBody(connector: Connector, { template, standing }: Beside) {
  const { id, name, config, entities, accountId, accountName, createdAt, updatedAt } = connector
  return {
    id,
    name,
    source_template: templateDetail(template),
    replication_config: { ...config },
    entities: entities.map(({ entity, modes }) => ({ entity, ...(modes && { modes: [...modes] }) })),
    ...standingBody(standing),
    external_account: accountId === null ? null : { id: accountId, name: accountName },
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
