import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { foundBody, selectionOf, toolsetBody } from '../present/tools.ts'

export function toolHandlers(engine: Engine): Handlers<OperationGroups['tools']> {
  return {
    async listTools({ principal, body }) {
      const { max_tokens: maxTokens } = body
      const asked = { ...selectionOf(body), ...(maxTokens !== undefined && { maxTokens }) }
      return toolsetBody(await engine.listTools(principal, asked))
    },

    async searchTools({ principal, body }) {
      const { query, limit } = body
      const asked = { ...selectionOf(body), query, ...(limit !== undefined && { limit }) }
      return foundBody(await engine.searchTools(principal, asked))
    },

    async describeTools({ principal, body }) {
      const { tools: names, max_tokens: maxTokens } = body
      const asked = { ...selectionOf(body), names, ...(maxTokens !== undefined && { maxTokens }) }
      const { text, tokens, left } = await engine.describeTools(principal, asked)
      return { text, tokens, left: [...left] }
    },

    async callTool({ principal, body, requestId, clientRequestId, keyed, signal }) {
      const { act, input, max_result_tokens: maxResultTokens } = body
      return engine.callTool(principal, {
        ...selectionOf(body),
        act,
        input,
        ...(maxResultTokens !== undefined && { maxResultTokens }),
        requestId,
        ...(clientRequestId !== undefined && { clientRequestId }),
        ...(keyed && { keyed }),
        signal,
      })
    },
  }
}
