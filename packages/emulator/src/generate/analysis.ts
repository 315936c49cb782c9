import type { JsonObject } from '../json.ts'
import { alternativesOf } from './alternatives.ts'
import { type ArrayPlan, arrayPlanOf } from './array-plan.ts'
import { fits } from './fits.ts'
import type { Library } from './library.ts'
import { type ObjectPlan, objectPlanOf } from './object-plan.ts'
import { type Plan, planOf } from './plan.ts'

/** What has been read out of one schema. It depends on the schemas alone, so it is kept. */
export interface Analysis {
  readonly nullable: boolean
  /** Those that allow more than `null` first. */
  readonly plans: readonly Plan[]
  /** As `plans`, those without objects in front: what ends a recursion. */
  readonly shallow: readonly Plan[]
  readonly objects: Map<Plan, ObjectPlan>
  readonly arrays: Map<Plan, ArrayPlan>
}

export function analyse(library: Library, schema: JsonObject): Analysis {
  const known = library.analyses.get(schema)
  if (known) return known
  const plans = alternativesOf(library.schemas, schema).map(planOf).sort(nullLast)
  const analysis: Analysis = {
    nullable: fits(library, schema, null),
    plans,
    shallow: plans.toSorted((left, right) => weight(left) - weight(right)),
    objects: new Map(),
    arrays: new Map(),
  }
  library.analyses.set(schema, analysis)
  return analysis
}

function nullLast(left: Plan, right: Plan): number {
  return Number(allowsNullAlone(left)) - Number(allowsNullAlone(right))
}

function allowsNullAlone({ kinds, values }: Plan): boolean {
  return kinds[0] === 'null' || (values?.every((value) => value === null) ?? false)
}

function weight({ kinds, size }: Plan): number {
  if (kinds[0] === 'object') return 2
  return kinds[0] === 'array' && size.least > 0 ? 1 : 0
}

/** Read when an object is first made: a schema may lead to itself through its members. */
export function objectPlan(library: Library, analysis: Analysis, plan: Plan): ObjectPlan {
  const known = analysis.objects.get(plan)
  if (known) return known
  const made = objectPlanOf(library, plan.conjuncts)
  analysis.objects.set(plan, made)
  return made
}

export function arrayPlan(analysis: Analysis, plan: Plan): ArrayPlan {
  const known = analysis.arrays.get(plan)
  if (known) return known
  const made = arrayPlanOf(plan.conjuncts)
  analysis.arrays.set(plan, made)
  return made
}
