import type { Json } from '../json.ts'
import { byName } from './by-name.ts'
import type { Kind } from './kind.ts'
import { numberCandidates } from './number-candidates.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import type { Spot, Task } from './task.ts'
import { textCandidates } from './text-candidates.ts'

interface Place {
  readonly task: Task
  readonly spot: Spot
}

/** Values without parts that may be meant, the plausible one first. Whether one fits is for the caller to find out. */
export function* scalarCandidates(
  { task, spot }: Place,
  plan: Plan,
  { kind, random }: { kind: Kind; random: Random },
): Generator<Json> {
  const { now, mode } = task
  // Some names always have the same value, and here another one is wanted.
  const named = spot.fresh ? undefined : byName(spot.name, kind, { random, now, blank: mode === 'blank' })
  if (named !== undefined) yield named
  if (kind === 'string') yield* textCandidates(plan, random, now)
  else if (kind === 'integer' && plan.formats.includes('unix-time'))
    yield Math.floor(now / 1000) - Math.floor(random() * 60_000_000)
  if (kind === 'integer' || kind === 'number')
    yield* numberCandidates(plan.number, random, kind === 'integer')
  if (kind === 'boolean') yield* mode === 'blank' || random() < 0.5 ? [false, true] : [true, false]
  if (kind === 'null') yield null
}
