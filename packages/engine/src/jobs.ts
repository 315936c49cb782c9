import type { OrganizationScope } from './scope.ts'

/** Work that is done later, by whichever engine has time; it is done at least once. */
export interface Job {
  readonly task: JobTask
  /** Id of what it is about, within its organization; of a sweep its time. */
  readonly subjectId: string
  /** Not before this time; at once where it is left out. */
  readonly runAt?: Date
  /** A waiting job of the same organization, task and subject is moved instead of joined by another. */
  readonly once?: boolean
  /** How often it is tried (25), each time later than before. */
  readonly maxAttempts?: number
}

export type JobTask =
  | 'refresh_credential'
  | 'revoke_credential'
  | 'deliver_webhook'
  | 'warn_of_expiry'
  | 'sweep_results'

/** One that fails is called again later; where its SallyportError tells `retryAt`, then. */
export type JobHandler = (
  scope: OrganizationScope,
  job: {
    readonly subjectId: string
    /** Counted from 1. */
    readonly attempt: number
    /** There will be no other. */
    readonly last: boolean
  },
) => Promise<void>

export type JobHandlers = Partial<Readonly<Record<JobTask, JobHandler>>>

/** Port: a queue. What is added in a store's own transaction is added there. */
export interface Jobs {
  add(scope: OrganizationScope, job: Job): Promise<void>
  /** Begins to work. @param handlers Jobs of a task without one wait for an engine that has it. */
  start(handlers: JobHandlers): Promise<void>
  /** Takes no more jobs until `resume`; settles when what is under way has finished. One that fails as `quarantined` was not tried. */
  pause(): Promise<void>
  resume(): void
  /** Takes no more jobs and lets what is under way finish, for a while; the rest is begun anew by others. */
  stop(): Promise<void>
}
