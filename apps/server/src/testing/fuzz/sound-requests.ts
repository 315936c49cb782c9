import { randomUUID } from 'node:crypto'
import type { OperationId } from '@sallyport/contract'
import { CLIENT } from '../connecting.ts'
import type { Tenant } from '../matrix/ground.ts'
import type { Asked, Names } from '../requests/index.ts'
import { weatherJson } from '../uploads.ts'

function executions({ connector }: Names): readonly Asked[] {
  return [
    { params: { id: connector }, body: { entity: 'users', action: 'list', params: { limit: 2 } } },
    { params: { id: connector }, body: { entity: '', action: 'describe' } },
  ]
}

/** Requests that succeed, of operations whose usual ones are made to be refused. */
export const SOUND_REQUESTS: Partial<
  Readonly<Record<OperationId, (names: Names, tenant: Tenant) => readonly Asked[]>>
> = {
  createApplicationToken: (_, { organization: { clientId: client_id, clientSecret: client_secret } }) => [
    { body: { client_id, client_secret } },
  ],
  pushDefinition: () => {
    const id = randomUUID()
    const definition = weatherJson((one) =>
      Object.assign(one, { id, slug: `f-${id}`.slice(0, 20), title: id }),
    )
    return [{ body: { definition } }]
  },
  saveOAuthApplication: () => [{ body: { connector_type: 'linear', configuration: CLIENT } }],
  createWebhook: () => [{ body: { url: 'https://app.example/hook' } }],
  createConnectionTemplate: () => [
    { body: { data_hosting_type: 'airbyte_hosted' } },
    {
      body: {
        destination_name: 'Warehouse',
        destination_definition_id: randomUUID(),
        destination_config: { host: 'warehouse.example' },
      },
    },
  ],
  executeConnector: executions,
  executeBare: executions,
}
