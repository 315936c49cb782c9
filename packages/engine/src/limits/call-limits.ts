import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import type { WorkspaceScope } from '../scope.ts'
import { type Quota, TokenBuckets } from './token-buckets.ts'

/** How often may be called; null is no limit. */
export interface CallQuotas {
  readonly application: Quota | null
  readonly workspace: Quota | null
}

export interface CallLimitsOptions {
  readonly quotas: CallQuotas
  readonly now: () => number
  readonly monotonic: () => number
}

/** What a caller is told of the limits that it is under. */
export interface CallStanding {
  /** For the header RateLimit-Policy. */
  readonly policy: string
  /** For the header RateLimit. */
  readonly left: string
  /** Why this call is not carried out. */
  readonly refusal: SallyportError | undefined
}

/** Buckets of each kind; one measures about 200 bytes. */
const MAX_BUCKETS = 50_000

type Limited = 'application' | 'workspace'

/**
 * How often applications and workspaces may call, counted by each engine for itself. A workspace is counted whoever
 * calls: by its own token at the door, and by the organization's when it enters.
 */
export class CallLimits {
  readonly #now: () => number
  readonly #applications: TokenBuckets | undefined
  readonly #workspaces: TokenBuckets | undefined

  constructor({ quotas, now, monotonic }: CallLimitsOptions) {
    const bucketsOf = (quota: Quota | null) =>
      quota === null ? undefined : new TokenBuckets({ quota, max: MAX_BUCKETS, monotonic })
    this.#now = now
    this.#applications = bucketsOf(quotas.application)
    this.#workspaces = bucketsOf(quotas.workspace)
  }

  /** Counts a call at the door; undefined where nothing is limited. */
  admit({ scope, homeId, applicationId, workspaceId }: Principal): CallStanding | undefined {
    const application = this.#applications?.take(`${homeId} ${applicationId}`)
    if (application !== undefined && application < 0) return this.#standing('application', application)
    const workspace =
      workspaceId === undefined ? undefined : this.#workspaces?.take(`${scope.organizationId} ${workspaceId}`)
    // The tighter one is told.
    if (workspace !== undefined && (application === undefined || workspace < application)) {
      return this.#standing('workspace', workspace)
    }
    return application === undefined ? undefined : this.#standing('application', application)
  }

  /** Counts a call that enters a workspace with a token of the organization. @throws SallyportError `rate_limited` */
  enter(principal: Principal, { organizationId, workspaceId }: WorkspaceScope): void {
    if (principal.workspaceId !== undefined || this.#workspaces === undefined) return
    const left = this.#workspaces.take(`${organizationId} ${workspaceId}`)
    if (left < 0) throw this.#refusal('workspace', left)
  }

  #standing(limited: Limited, left: number): CallStanding {
    const buckets = limited === 'application' ? this.#applications : this.#workspaces
    if (buckets === undefined) throw new TypeError(`there is no limit for a ${limited}`)
    const { calls, seconds } = buckets.quota
    const rest = Math.max(0, left)
    const refusal = left < 0 ? this.#refusal(limited, left) : undefined
    const full = left < 0 ? Math.ceil(-left / 1000) : buckets.secondsToFull(rest)
    return {
      // draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4.
      policy: `"${limited}";q=${calls};w=${seconds}`,
      left: `"${limited}";r=${rest};t=${full}`,
      refusal,
    }
  }

  #refusal(limited: Limited, left: number): SallyportError {
    const message = `This ${limited} has called too often. Nothing was done.`
    return new SallyportError('rate_limited', message, {
      retryAt: new Date(this.#now() - left),
      fix: 'Wait for as long as Retry-After says. The operator of the engine sets the limits.',
      problems: [{ field: null, code: limited, message }],
    })
  }
}
