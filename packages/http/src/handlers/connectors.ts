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
  const { catalogue } = engine
  return {
    async listTemplates() {
      return { data: catalogue.templates.map(templateItem) }
    },

    async createConnector({ principal, body, requestId }) {
      const connector = await engine.createConnector(principal, { request: body, requestId })
      return connectorBody(connector, catalogue.ofDefinition(connector.definitionId))
    },

    async listConnectors({ principal, query }) {
      const connectors = await engine.listConnectors(principal, query)
      return { data: connectors.map((row) => connectorItem(row, catalogue.ofDefinition(row.definitionId))) }
    },

    async getConnector({ principal, params }) {
      const connector = await engine.getConnector(principal, params.id)
      return connectorBody(connector, catalogue.ofDefinition(connector.definitionId))
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
