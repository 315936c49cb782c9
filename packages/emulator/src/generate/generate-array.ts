import type { Json } from '../json.ts'
import type { ArrayPlan } from './array-plan.ts'
import type { Plan } from './plan.ts'
import { sameJson } from './same-json.ts'
import { isDeep, isLean, itemSpot, type Spot, type Task } from './task.ts'

export interface ArrayTask {
  readonly task: Task
  readonly spot: Spot
  readonly plan: Plan
  readonly items: ArrayPlan
}

const USUAL_ITEMS = 2
const MOST_ITEMS = 5_000
const TRIES = 60

/** A list of two items, or as many as the schema wants; an empty one where items are not shown. */
export function generateArray(context: ArrayTask): readonly Json[] | undefined {
  const { plan, items } = context
  const usual =
    isLean(context.task, context.spot) || isDeep(context.spot)
      ? 0
      : Math.max(USUAL_ITEMS, items.prefix.length)
  const wanted = Math.min(Math.max(plan.size.least, usual), plan.size.most)
  if (plan.size.least > Math.min(plan.size.most, MOST_ITEMS)) return undefined
  const made: Json[] = []
  while (made.length < wanted) {
    const item = plan.unique ? newItem(context, made) : itemAt(context, made.length, 0)
    if (item === undefined) break
    made.push(item)
  }
  return made.length >= plan.size.least ? made : undefined
}

function itemAt({ task, spot, items }: ArrayTask, index: number, attempt: number): Json | undefined {
  const here = itemSpot(spot, attempt === 0 ? String(index) : `${index}+${attempt}`)
  return task.visit(items.prefix[index] ?? items.rest, { ...here, fresh: here.fresh || attempt > 0 })
}

/** An item that is not in the list yet. */
function newItem(context: ArrayTask, made: readonly Json[]): Json | undefined {
  for (let attempt = 0; attempt < TRIES + 3 * made.length; attempt += 1) {
    const item = itemAt(context, made.length, attempt)
    if (item === undefined) return undefined
    if (!made.some((other) => sameJson(other, item))) return item
  }
  return undefined
}
