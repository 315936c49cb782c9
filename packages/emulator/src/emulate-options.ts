import type { Clock } from './control/clock.ts'
import type { AcceptedCredential } from './credentials/accepted-credential.ts'
import type { FaultRule } from './faults/fault.ts'
import type { AuthorizationSettings, OAuthClient, OAuthUser } from './oauth/settings.ts'
import type { RawRoute } from './serve/raw-route.ts'
import type { RecordingVariables } from './state/recordings.ts'
import type { Collections } from './state/seeds.ts'

/** How a third party is emulated. Everything has a default. */
export interface EmulateOptions {
  /** The same seed and clock give the same answers; `practise` by default. */
  readonly seed?: string
  /** What is accepted as a credential; the behaviour's `practise` by default. */
  readonly credentials?: AcceptedCredential | readonly AcceptedCredential[]
  /** Faults from the start; more can be added while it runs. */
  readonly faults?: readonly FaultRule[]
  /** A free port on 127.0.0.1 by default. */
  readonly port?: number
  /** Milliseconds since 1970, for time stamps, allowances, tokens and the ledger; the machine's clock by default. */
  readonly now?: () => number
  /** A clock that tests and the controls can set; instead of `now`. */
  readonly clock?: Clock
  /** Milliseconds before each answer; 0 by default. */
  readonly delay?: number
  /** Requests per window, and whether more are refused; counted by the vendor's own numbers and never refused by default. */
  readonly rateLimit?: { readonly limit?: number; readonly enforced?: boolean }
  /** Records by the path that lists them, `/repos/acme/site/issues`, or by its template. */
  readonly collections?: Collections
  /** How many records a collection has at first, where the behaviour does not say; 3 by default. */
  readonly records?: number
  /** Texts of the vendor's recordings and what stands for them; `false` leaves the recordings out. */
  readonly recordings?: RecordingVariables | false
  /** Where links between pages lead: back here, or to the vendor as in real traffic. */
  readonly links?: 'emulator' | 'vendor'
  /** Paths that are answered without any check or entry in the ledger, for benchmarks. */
  readonly raw?: RawRoute | readonly RawRoute[]
  /** The applications and people that its authorization server knows, and settings over the behaviour's. */
  readonly oauth?: {
    readonly clients: readonly OAuthClient[]
    readonly users?: readonly OAuthUser[]
    readonly settings?: AuthorizationSettings
  }
  /** The controls over HTTP, below `/__emulator/`. */
  readonly control?: boolean
  /** Told what fails inside the emulator; a warning of the process by default. */
  readonly onError?: (error: unknown) => void
}
