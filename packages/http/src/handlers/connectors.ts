import type { Engine } from '@sallyport/engine'
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
  return {
    async listTemplates({ principal }) {
      return { data: (await engine.catalogue(principal)).templates.map(templateItem) }
    },

    async createConnector({ principal, body, requestId }) {
      const connector = await engine.createConnector(principal, { request: body, requestId })
      return connectorBody(connector, (await engine.catalogue(principal)).ofConnector(connector))
    },

    async listConnectors({ principal, query }) {
      const connectors = await engine.listConnectors(principal, query)
      const catalogue = await engine.catalogue(principal)
      return { data: connectors.map((row) => connectorItem(row, catalogue.ofConnector(row))) }
    },

    async getConnector({ principal, params }) {
      const connector = await engine.getConnector(principal, params.id)
      return connectorBody(connector, (await engine.catalogue(principal)).ofConnector(connector))
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
