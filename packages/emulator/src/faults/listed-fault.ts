import type { FaultRule } from './fault.ts'

/** A rule that was added. */
export interface FaultHandle {
  readonly id: string
  readonly played: number
  remove(): void
}

export interface ListedFault {
  readonly id: string
  /** As it was added, but with `credential` in the place of `token`. */
  readonly rule: FaultRule
  /** Requests that fitted. */
  readonly matched: number
  readonly played: number
  /** Whether it will be played no more. */
  readonly done: boolean
}
