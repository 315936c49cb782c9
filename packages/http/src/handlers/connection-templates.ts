import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { connectionTemplateDetail, connectionTemplateItem } from '../present/connection-template.ts'
import { tagFilterOf } from '../present/tag-filter.ts'

const kind = 'connection'

export function connectionTemplateHandlers(engine: Engine): Handlers<OperationGroups['connectionTemplate']> {
  return {
    async listConnectionTemplates({ principal, query }) {
      const templates = await engine.listConnectionTemplates(principal, tagFilterOf(query))
      return { data: templates.map(connectionTemplateItem) }
    },

    async createConnectionTemplate({ principal, body, requestId }) {
      return connectionTemplateDetail(
        await engine.createConnectionTemplate(principal, { request: body, requestId }),
      )
    },

    async getConnectionTemplate({ principal, params }) {
      return connectionTemplateDetail(await engine.getConnectionTemplate(principal, params.id))
    },

    async updateConnectionTemplate({ principal, params, body, requestId }) {
      const change = { id: params.id, request: body, requestId }
      return connectionTemplateDetail(await engine.updateConnectionTemplate(principal, change))
    },

    async deleteConnectionTemplate({ principal, params, requestId }) {
      const at = await engine.deleteConnectionTemplate(principal, { id: params.id, requestId })
      return { id: params.id.toLowerCase(), deleted_at: at.toISOString() }
    },

    async tagConnectionTemplate({ principal, params: { id }, body: { tag }, requestId }) {
      await engine.attachTag(principal, { kind, id, tag, requestId })
      return connectionTemplateItem(await engine.getConnectionTemplate(principal, id))
    },

    async untagConnectionTemplate({ principal, params: { id, tag_name: tag }, requestId }) {
      await engine.detachTag(principal, { kind, id, tag, requestId })
      return connectionTemplateItem(await engine.getConnectionTemplate(principal, id))
    },

    async describeCron({ body }) {
      const { isValid, description } = engine.describeCron(body.cron_expression)
      return { description, is_valid: isValid }
    },
  }
}
