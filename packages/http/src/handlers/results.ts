import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { queryBody } from '../present/result.ts'

/** Tokens that an answer may cost where the call does not say. */
const DEFAULT_MAX_TOKENS = 2_000

export function resultHandlers(engine: Engine): Handlers<'queryResult'> {
  return {
    async queryResult({ principal, params, body: { max_tokens, ...query } }) {
      const maxTokens = max_tokens ?? DEFAULT_MAX_TOKENS
      return queryBody(await engine.queryResult(principal, { id: params.id, query, maxTokens }))
    },
  }
}
