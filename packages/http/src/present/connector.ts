import type { Connector, CredentialStanding, Offer } from '@sallyport/engine'
import { standingBody } from './standing.ts'
import { templateDetail, templateItem } from './template.ts'

/** What a connector is shown with. */
interface Beside {
  readonly offer: Offer
  readonly standing: CredentialStanding | undefined
}

export function connectorItem({ id, name, createdAt, updatedAt }: Connector, { offer, standing }: Beside) {
  return {
    id,
    name,
    summarized_source_template: templateItem(offer),
    ...standingBody(standing),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

export function connectorBody(connector: Connector, { offer, standing }: Beside) {
  const { id, name, config, entities, accountId, accountName, createdAt, updatedAt } = connector
  return {
    id,
    name,
    source_template: templateDetail(offer),
    replication_config: { ...config },
    entities: entities.map(({ entity, modes }) => ({ entity, ...(modes && { modes: [...modes] }) })),
    ...standingBody(standing),
    external_account: accountId === null ? null : { id: accountId, name: accountName },
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
