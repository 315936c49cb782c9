import type { TestContext } from 'node:test'

type Step = () => unknown

const stepsOf = new WeakMap<TestContext, Step[]>()

/**
 * Undoes something when a test ends, the last thing first: an engine is closed before its folder goes.
 * `after` of node:test runs the first thing first.
 */
export function undo(t: TestContext, step: Step): void {
  const known = stepsOf.get(t)
  if (known !== undefined) {
    known.push(step)
    return
  }
  const steps = [step]
  stepsOf.set(t, steps)
  t.after(async () => {
    for (const each of steps.reverse()) await each()
  })
}
