import type { Answer, Operations } from '@sallyport/contract/client'
import type { CheckReport } from '../transport.ts'
import type { EngineSession } from './engine-session.ts'
import { repeatSafely } from './repeat-safely.ts'

interface Checked {
  /** Of the connector. */
  readonly id: string
  readonly signal: AbortSignal | undefined
}

/** Tries the credential of a connector, and one cheap read of each entity. */
export async function checkOn({ api, tokens, now }: EngineSession, checked: Checked): Promise<CheckReport> {
  const { id, signal } = checked
  const call = { params: { id }, signal }
  const ask = () => tokens.use(signal, (token) => api('checkConnector', { ...call, token }))
  return reportOf(await repeatSafely(ask, { signal, now }))
}

function reportOf(answer: Answer<Operations['checkConnector']>): CheckReport {
  return {
    status: answer.status,
    message: answer.error_message ?? undefined,
    entities: answer.entity_check_results.map(({ entity, status, error_message: message }) => ({
      entity,
      status,
      message: message ?? undefined,
    })),
  }
}
