import type { Principal } from '../execute/principal.ts'
import type { Connector, Storage } from '../ports.ts'
import { checkNewConnector } from './check-candidate.ts'
import { type CheckInput, type CheckOptions, checkConnector } from './check-connector.ts'
import {
  type ConnectorQuery,
  type ConnectorRowsOptions,
  getConnector,
  listConnectors,
} from './connector-rows.ts'
import type { CreateConnectorOptions, CreateInput } from './create-connector.ts'
import { inspectConnector } from './inspect-connector.ts'
import { standingsOf } from './standings.ts'
import { type UpdateInput, updateConnector } from './update-connector.ts'

export interface ConnectorUseCasesOptions extends ConnectorRowsOptions, CreateConnectorOptions, CheckOptions {
  readonly storage: Storage
  readonly connectors: Storage['connectors']
}

/** What the engine can do about connectors, but for making and ending them. */
export function connectorUseCases(options: ConnectorUseCasesOptions) {
  return {
    checkNewConnector: (principal: Principal, input: Pick<CreateInput, 'request' | 'signal'>) =>
      checkNewConnector(options, principal, input),
    updateConnector: (principal: Principal, input: UpdateInput) => updateConnector(options, principal, input),
    listConnectors: (principal: Principal, query: ConnectorQuery) =>
      listConnectors(options, principal, query),
    inspectConnector: (principal: Principal, id: string) => inspectConnector(options, principal, id),
    getConnector: (principal: Principal, id: string) => getConnector(options, principal, id),
    standings: (principal: Principal, connectors: readonly Connector[]) =>
      standingsOf(options.storage, principal, connectors),
    checkConnector: (principal: Principal, input: CheckInput) => checkConnector(options, principal, input),
  }
}
