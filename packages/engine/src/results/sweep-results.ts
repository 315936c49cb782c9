import type { JobHandler, Storage } from '../ports.ts'

/** The handler of `sweep_results`: what third parties wrote does not outlive its hour by more than a few minutes. */
export function sweepResults({ results }: Pick<Storage, 'results'>): JobHandler {
  return (scope) => results.sweep(scope)
}
