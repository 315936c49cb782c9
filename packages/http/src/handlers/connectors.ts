import type { Connector, Engine, Principal } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { checkBody } from '../present/check.ts'
import { connectorBody, connectorItem } from '../present/connector.ts'

type Ids =
  | 'createConnector'
  | 'checkNewConnector'
  | 'updateConnector'
  | 'listConnectors'
  | 'getConnector'
  | 'checkConnector'
  | 'deleteConnector'

export function connectorHandlers(engine: Engine, now: () => number): Handlers<Ids> {
  const shown = async (principal: Principal, connector: Connector) => {
    const standings = await engine.standings(principal, [connector])
    const offer = (await engine.catalogue(principal)).offerOf(connector)
    return connectorBody(connector, { offer, standing: standings.get(connector.id) })
  }
  return {
    async createConnector({ principal, body, requestId, signal }) {
      const asked = { request: body, requestId, signal }
      const { connector, created, warnings } = await engine.createConnector(principal, asked)
      return {
        ...(await shown(principal, connector)),
        ...(body.idempotency_key !== undefined && { created }),
        ...warningsOf(warnings),
      }
    },

    async checkNewConnector({ principal, body, signal }) {
      return checkBody(await engine.checkNewConnector(principal, { request: body, signal }), now())
    },

    async updateConnector({ principal, params, body, requestId, signal }) {
      const change = { id: params.id, request: body, requestId, signal }
      const { connector, warnings } = await engine.updateConnector(principal, change)
      return { ...(await shown(principal, connector)), ...warningsOf(warnings) }
    },

    async listConnectors({ principal, query }) {
      const connectors = await engine.listConnectors(principal, query)
      const catalogue = await engine.catalogue(principal)
      const standings = await engine.standings(principal, connectors)
      const item = (row: Connector) =>
        connectorItem(row, { offer: catalogue.offerOf(row), standing: standings.get(row.id) })
      return { data: connectors.map(item) }
    },

    async getConnector({ principal, params }) {
      return shown(principal, await engine.getConnector(principal, params.id))
    },

    async checkConnector({ principal, params, body, requestId, signal }) {
      const request = body ?? {}
      const asked = { id: params.id, request, requestId, signal }
      return checkBody(await engine.checkConnector(principal, asked), now())
    },

    async deleteConnector({ principal, params, requestId }) {
      const { jobId } = await engine.deleteConnector(principal, { id: params.id, requestId })
      return { job_id: jobId }
    },
  }
}

function warningsOf(warnings: readonly { readonly code: string; readonly message: string }[]) {
  return warnings.length === 0 ? {} : { warnings: warnings.map(({ code, message }) => ({ code, message })) }
}
