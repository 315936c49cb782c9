import type { Evidence } from './evidence.ts'
import { BASE, EVIDENCE_WEIGHTS } from './evidence-weights.ts'

/** How sure it is that something does what was asked for, from 0 to 1: a logistic model over the evidence. */
export function surenessOf(evidence: Evidence): number {
  const sum = Object.entries(EVIDENCE_WEIGHTS).reduce(
    (sum, [name, weight]) => sum + weight * evidence[name as keyof Evidence],
    BASE,
  )
  return 1 / (1 + Math.exp(-sum))
}
