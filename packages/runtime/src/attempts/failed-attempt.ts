import type { SallyportError, SideEffect } from '@sallyport/errors'

/** How an attempt ended that gave nothing. */
export interface FailedAttempt {
  readonly error: SallyportError
  /** What it may have changed at the third party. */
  readonly effect: SideEffect
  /** Whether it ends the call, whatever could be repeated. */
  readonly final?: boolean
}

const SEVERITY: readonly SideEffect[] = ['none', 'unknown', 'done']

/** What several attempts may have changed: what is not known of one is not made known by another. */
export function worse(one: SideEffect, other: SideEffect): SideEffect {
  return SEVERITY.indexOf(one) > SEVERITY.indexOf(other) ? one : other
}
