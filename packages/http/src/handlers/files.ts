import { type Engine, handleOf } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'

export function fileHandlers(engine: Engine): Handlers<'uploadFile'> {
  return {
    async uploadFile({ principal, query: { name, ...reference }, body, requestId }) {
      const file = { ...body, name }
      const kept = await engine.keepFile(principal, { reference, file, requestId })
      return {
        id: handleOf(kept.id),
        type: kept.type,
        name: kept.name,
        size: kept.size,
        expires_at: kept.expiresAt.toISOString(),
      }
    },
  }
}
