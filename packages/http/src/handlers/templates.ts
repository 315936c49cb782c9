import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { tagFilterOf } from '../present/tag-filter.ts'
import { changedTemplate, tagBody, templateDetail, templateItem } from '../present/template.ts'

export function templateHandlers(engine: Engine): Handlers<OperationGroups['template']> {
  return {
    async listTemplates({ principal, query }) {
      const useGlobal = /^(true|1)$/i.test(query.use_global ?? '')
      const offers = await engine.listTemplates(principal, { useGlobal, ...tagFilterOf(query) })
      return { data: offers.map(templateItem) }
    },

    async listGlobalTemplates({ principal }) {
      return { data: (await engine.listGlobalTemplates(principal)).map(templateItem) }
    },

    async getTemplate({ principal, params }) {
      return templateDetail(await engine.getTemplate(principal, params.id))
    },

    async createTemplate({ principal, body, requestId }) {
      const { offer, warnings } = await engine.createTemplate(principal, { request: body, requestId })
      return templateDetail(offer, warnings)
    },

    async updateTemplate({ principal, params, body, requestId }) {
      return changedTemplate(
        await engine.updateTemplate(principal, { id: params.id, request: body, requestId }),
      )
    },

    async deleteTemplate({ principal, params, requestId }) {
      const at = await engine.deleteTemplate(principal, { id: params.id, requestId })
      return { id: params.id.toLowerCase(), deleted_at: at.toISOString() }
    },

    async tagTemplate({ principal, params, body, requestId }) {
      const change = { id: params.id, tag: body.tag, requestId, way: 'attach' } as const
      return templateItem(await engine.tagSource(principal, change))
    },

    async untagTemplate({ principal, params, requestId }) {
      const change = { id: params.id, tag: params.tag_name, requestId, way: 'detach' } as const
      return templateItem(await engine.tagSource(principal, change))
    },

    async listTags({ principal }) {
      return { data: (await engine.listTags(principal)).map(tagBody) }
    },

    async createTag({ principal, body, requestId }) {
      return tagBody(await engine.createTag(principal, { name: body.name, requestId }))
    },

    async renameTag({ principal, params, body, requestId }) {
      return tagBody(await engine.renameTag(principal, { from: params.name, to: body.name, requestId }))
    },

    async deleteTag({ principal, params, requestId }) {
      const { id, at } = await engine.deleteTag(principal, { name: params.name, requestId })
      return { id, deleted_at: at.toISOString() }
    },
  }
}
