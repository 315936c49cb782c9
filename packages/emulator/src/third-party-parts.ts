import type { Behaviour } from './behaviour/behaviour.ts'
import type { TemplateWorld } from './behaviour/filled.ts'
import type { Admit } from './credentials/admit.ts'
import type { Faults } from './faults/faults.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Idempotency } from './respond/idempotency.ts'
import type { ProblemAnswers } from './respond/problem-answers.ts'
import type { RateLimit } from './respond/rate-limit.ts'
import type { Surroundings } from './respond/request-variables.ts'
import type { Surface } from './respond/surface.ts'

/** What a third party is put together from. */
export interface ThirdPartyParts {
  readonly behaviour: Behaviour
  /** The first that takes a path answers it. */
  readonly surfaces: readonly Surface[]
  readonly admit: Admit
  readonly faults: Faults
  readonly ledger: Ledger
  readonly problem: ProblemAnswers
  readonly rateLimit: RateLimit
  readonly idempotency: Idempotency | undefined
  readonly surroundings: Surroundings
  readonly templates: TemplateWorld
  readonly random: () => number
  /** Grows with every change of the records. */
  readonly version: () => number
}
