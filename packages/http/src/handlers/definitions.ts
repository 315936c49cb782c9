import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { definitionDetail, definitionSummary, pushedDefinition } from '../present/definition.ts'

type Ids = 'pushDefinition' | 'listDefinitions' | 'getDefinition' | 'removeDefinition'

export function definitionHandlers(engine: Engine): Handlers<Ids> {
  return {
    async pushDefinition({ principal, body: { definition, approve }, requestId }) {
      const pushed = await engine.pushDefinition(principal, {
        definition,
        requestId,
        ...(approve !== undefined && { approve }),
      })
      return pushedDefinition(pushed)
    },

    async listDefinitions({ principal, query }) {
      return { definitions: (await engine.listDefinitions(principal, query)).map(definitionSummary) }
    },

    async getDefinition({ principal, params }) {
      return definitionDetail(await engine.getDefinition(principal, params.id))
    },

    async removeDefinition({ principal, params, requestId }) {
      await engine.removeDefinition(principal, { id: params.id, requestId })
      return { id: params.id }
    },
  }
}
