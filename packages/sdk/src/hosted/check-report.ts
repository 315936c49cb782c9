import type { Answer, Operations } from '@sallyport/contract/client'
import type { CheckReport } from '../transport.ts'

/** What a check of a connector found, as the engine tells it. */
export function checkReport(answer: Answer<Operations['checkConnector']>): CheckReport {
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
