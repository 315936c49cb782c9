import type { Answer, Operations } from '@sallyport/contract'
import type { Checked } from '@sallyport/engine'
import type { SallyportError } from '@sallyport/errors'

type CheckBody = Answer<Operations['checkConnector']>

/** The report of a check as the contract has it. */
export function checkBody({ checkId, status, error, entities }: Checked, now: number): CheckBody {
  return {
    id: checkId,
    status,
    error_message: error?.message ?? null,
    failure_reason: error === undefined ? null : reasonOf(error, now),
    entity_check_results: entities.map((one) => ({
      entity: one.entity,
      status: one.status,
      status_code: one.error?.upstream?.status ?? null,
      error_message: one.error?.message ?? null,
    })),
  }
}

function reasonOf({ message, retryable, act, family }: SallyportError, now: number) {
  const ours = family === 'engine' ? 'system_error' : 'config_error'
  return {
    timestamp: now,
    failure_type: act === 'wait' ? ('transient_error' as const) : (ours as 'system_error' | 'config_error'),
    external_message: message,
    retryable,
  }
}
