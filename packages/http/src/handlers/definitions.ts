import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { Handlers } from '../handler.ts'
import { definitionDetail, definitionSummary, pushedDefinition } from '../present/definition.ts'

export function definitionHandlers(engine: Engine): Handlers<OperationGroups['definition']> {
  return {
    async pushDefinition({ principal, body: { definition, approve, dry_run: dryRun }, requestId }) {
      const pushed = await engine.pushDefinition(principal, {
        definition,
        requestId,
        ...(approve !== undefined && { approve }),
        ...(dryRun !== undefined && { dryRun }),
      })
      return pushedDefinition(pushed)
    },

    async listDefinitions({ principal, query }) {
      return { definitions: (await engine.listDefinitions(principal, query)).map(definitionSummary) }
    },

    async getDefinition({ principal, params }) {
      return definitionDetail(await engine.getDefinition(principal, params.id))
    },

    async listDestinations() {
      return { destinations: [] }
    },

    async getDestination() {
      throw new SallyportError('connector_type_not_found', 'There is no such destination.', {
        fix: 'There are no destinations yet: this engine copies nothing.',
      })
    },

    async removeDefinition({ principal, params, requestId }) {
      await engine.removeDefinition(principal, { id: params.id, requestId })
      return { id: params.id }
    },
  }
}
