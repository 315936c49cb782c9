import type { Connector, Engine, Principal } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { checkBody } from '../present/check.ts'
import { connectorBody, connectorItem } from '../present/connector.ts'
import { templateItem } from '../present/template.ts'

type Ids =
  | 'listTemplates'
  | 'createConnector'
  | 'listConnectors'
  | 'getConnector'
  | 'checkConnector'
  | 'deleteConnector'

export function connectorHandlers(engine: Engine, now: () => number): Handlers<Ids> {
  const shown = async (principal: Principal, connector: Connector) => {
    const standings = await engine.standings(principal, [connector])
    const template = (await engine.catalogue(principal)).ofConnector(connector)
    return connectorBody(connector, { template, standing: standings.get(connector.id) })
  }
  return {
    async listTemplates({ principal }) {
      return { data: (await engine.catalogue(principal)).templates.map(templateItem) }
    },

    async createConnector({ principal, body, requestId }) {
      return shown(principal, await engine.createConnector(principal, { request: body, requestId }))
    },

    async listConnectors({ principal, query }) {
      const connectors = await engine.listConnectors(principal, query)
      const catalogue = await engine.catalogue(principal)
      const standings = await engine.standings(principal, connectors)
      const item = (row: Connector) =>
        connectorItem(row, { template: catalogue.ofConnector(row), standing: standings.get(row.id) })
      return { data: connectors.map(item) }
    },

    async getConnector({ principal, params }) {
      return shown(principal, await engine.getConnector(principal, params.id))
    },

    async checkConnector({ principal, params, signal }) {
      return checkBody(await engine.checkConnector(principal, { id: params.id, signal }), now())
    },

    async deleteConnector({ principal, params, requestId }) {
      const { jobId } = await engine.deleteConnector(principal, { id: params.id, requestId })
      return { job_id: jobId }
    },
  }
}
