import type { Principal } from '../execute/principal.ts'
import type { Connector, Storage } from '../ports.ts'
import { type CheckInput, type CheckOptions, checkConnector } from './check-connector.ts'
import {
  type ConnectorQuery,
  type ConnectorRowsOptions,
  getConnector,
  listConnectors,
} from './connector-rows.ts'
import type { CreateConnectorOptions } from './create-connector.ts'
import { inspectConnector } from './inspect-connector.ts'
import { listOrganizationCredentials } from './organization-credentials.ts'
import { standingsOf } from './standings.ts'
import { type UpdateInput, updateConnector } from './update-connector.ts'

export interface ConnectorUseCasesOptions extends ConnectorRowsOptions, CreateConnectorOptions, CheckOptions {
  readonly storage: Storage
  readonly connectors: Storage['connectors']
}

/** What the engine can do about connectors, but for making them, trying new ones and ending them. */
export function connectorUseCases(options: ConnectorUseCasesOptions) {
  return {
    updateConnector: (principal: Principal, input: UpdateInput) => updateConnector(options, principal, input),
    listConnectors: (principal: Principal, query: ConnectorQuery) =>
      listConnectors(options, principal, query),
    inspectConnector: (principal: Principal, id: string) => inspectConnector(options, principal, id),
    getConnector: (principal: Principal, id: string) => getConnector(options, principal, id),
    listOrganizationCredentials: (
      principal: Principal<'application'>,
      asked: Parameters<typeof listOrganizationCredentials>[2],
    ) => listOrganizationCredentials(options.storage, principal, asked),
    standings: (principal: Principal, connectors: readonly Connector[]) =>
      standingsOf(options.storage, principal, connectors),
    checkConnector: (principal: Principal, input: CheckInput) => checkConnector(options, principal, input),
  }
}
