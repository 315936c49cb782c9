import { type OperationGroups, type Operations, PATH_PREFIXES } from '@sallyport/contract'
import type { Connector, Engine, Principal } from '@sallyport/engine'
import type { Call, Handlers } from '../handler.ts'
import { checkBody } from '../present/check.ts'
import { connectorBody, connectorItem } from '../present/connector.ts'
import { inspectionBody } from '../present/inspection.ts'

export function connectorHandlers(engine: Engine, now: () => number): Handlers<OperationGroups['connector']> {
  const shown = async (principal: Principal, connector: Connector) => {
    const standings = await engine.standings(principal, [connector])
    const offer = (await engine.catalogue(principal)).offerOf(connector)
    return connectorBody(connector, { offer, standing: standings.get(connector.id) })
  }
  const listed = async (principal: Principal, query: ListQuery, path: string) => {
    const { limit, ...rest } = query
    const page = await engine.listConnectors(principal, {
      ...rest,
      ...(limit !== undefined && { limit: Number(limit) }),
    })
    const catalogue = await engine.catalogue(principal)
    const standings = await engine.standings(principal, page.connectors)
    const items = page.connectors.map((row) =>
      connectorItem(row, { offer: catalogue.offerOf(row), standing: standings.get(row.id) }),
    )
    return { items, next: page.next === null ? null : nextPath(path, query, page.next) }
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

    async createSource({ principal, body, requestId, signal }) {
      const { source_config_template_id, connection_configuration, ...rest } = body
      const request = {
        ...rest,
        source_template_id: source_config_template_id,
        replication_config: connection_configuration,
      }
      const { connector, warnings } = await engine.createConnector(principal, { request, requestId, signal })
      return { ...(await shown(principal, connector)), ...warningsOf(warnings) }
    },

    async listConnectors({ principal, query }) {
      const { items, next } = await listed(principal, query, '/integrations/connectors')
      return { data: items, next }
    },

    async listInstances({ principal, query }) {
      const { items, next } = await listed(principal, query, '/connectors/instances_for_user')
      return { instances: items, next }
    },

    async listConnectorsForUser({ principal, query }) {
      const { items, next } = await listed(principal, query, '/connectors/connectors_for_user')
      return { connectors: items, next }
    },

    async inspectConnector({ principal, params }) {
      return inspectionBody(await engine.inspectConnector(principal, params.id))
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

type ListQuery = Call<Operations['listConnectors']>['query']

/** Without a host: existing clients follow a page only to the one that they know. */
function nextPath(path: string, query: ListQuery, cursor: string): string {
  const next = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, cursor })) {
    if (typeof value === 'string') next.set(name, value)
  }
  return `${PATH_PREFIXES[0]}${path}?${next}`
}

function warningsOf(warnings: readonly { readonly code: string; readonly message: string }[]) {
  return warnings.length === 0 ? {} : { warnings: warnings.map(({ code, message }) => ({ code, message })) }
}
