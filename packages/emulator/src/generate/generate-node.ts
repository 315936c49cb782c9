import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Analysis, analyse, arrayPlan, objectPlan } from './analysis.ts'
import { fits } from './fits.ts'
import { generateArray } from './generate-array.ts'
import { generateObject } from './generate-object.ts'
import type { Kind } from './kind.ts'
import type { Plan } from './plan.ts'
import { extendSeed, oneOf, type Random, randomOf } from './random.ts'
import { scalarCandidates } from './scalar-candidates.ts'
import type { Schema } from './schema.ts'
import { fail, isDeep, isLean, type Spot, type Task } from './task.ts'
import { tellApart } from './tell-apart.ts'

const MOST_NODES = 20_000
const DEEPEST = 32
const TRIES = 4
const ANYTHING: JsonObject = {}

/** A part that is being made. */
interface Part {
  readonly task: Task
  readonly spot: Spot
  readonly schema: JsonObject
  readonly analysis: Analysis
}

/** The value of one part; `undefined` where none was found. Throws a `TypeError` when the whole grows too large. */
export function generateNode(task: Task, given: Schema, spot: Spot): Json | undefined {
  task.nodes += 1
  if (task.nodes > MOST_NODES)
    throw new TypeError(`The value would have more than ${MOST_NODES} parts; it was at "${spot.place}".`)
  if (given === false) return fail(task, spot, 'the schema allows nothing')
  if (spot.depth > DEEPEST) return fail(task, spot, `it would be nested deeper than ${DEEPEST} levels`)
  const schema = given === true ? ANYTHING : given
  const analysis = analyse(task.library, schema)
  if (analysis.nullable && prefersNull(task, analysis, spot)) return null
  const value = generatePart({ task, spot, schema, analysis })
  if (value !== undefined) {
    // What failed on the way, an optional member perhaps, did no harm.
    task.problem = undefined
    return value
  }
  return analysis.nullable ? null : fail(task, spot, 'no value was found that fits the schema')
}

/** A fresh record shows `null` where it may; so does what would go on too deep. The whole is not `null`. */
function prefersNull({ mode }: Task, { plans }: Analysis, spot: Spot): boolean {
  if (spot.depth === 0) return false
  return mode === 'blank' || (isDeep(spot) && plans[0]?.kinds[0] === 'object')
}

function generatePart(part: Part): Json | undefined {
  const { analysis, spot } = part
  const plans = isDeep(spot) ? analysis.shallow : analysis.plans
  const tries = plans.some(({ checked }) => checked) ? TRIES : 1
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const here = attempt === 0 ? part : { ...part, spot: again(part.task, spot, attempt) }
    for (const plan of plans) {
      const value = fromPlan(here, plan)
      if (value !== undefined) return value
    }
  }
  return undefined
}

/** Another try at the same place: first with fewer members than the mode has, or with more. */
function again(task: Task, spot: Spot, attempt: number): Spot {
  const lean = (attempt % 2 === 1) !== (task.mode === 'blank')
  return { ...spot, seed: extendSeed(spot.seed, `#${attempt}`), lean, fresh: true }
}

function fromPlan(part: Part, plan: Plan): Json | undefined {
  const random = randomOf(part.spot.seed)
  if (plan.values) return fromValues(part, plan.values, random)
  const shown = part.spot.fresh ? undefined : fromExamples(part, plan, random)
  if (shown !== undefined) return shown
  for (const kind of plan.kinds) {
    const value = fromKind(part, plan, { kind, random })
    if (value !== undefined) return value
  }
  return undefined
}

function fromValues(part: Part, values: readonly Json[], random: Random): Json | undefined {
  const { task, schema, analysis, spot } = part
  const solid = analysis.plans.length > 0 && values.some((value) => value !== null)
  const wanted = solid ? values.filter((value) => value !== null) : values
  const start = Math.floor(random() * wanted.length)
  // A fresh record is in the first state that the vendor names.
  const ordered =
    task.mode === 'blank' && !spot.fresh ? wanted : [...wanted.slice(start), ...wanted.slice(0, start)]
  return ordered.find((value) => fits(task.library, schema, value))
}

function fromExamples(
  { task, schema, spot }: Part,
  { examples, defaults }: Plan,
  random: Random,
): Json | undefined {
  if (examples.length === 0 && defaults.length === 0) return undefined
  const shown = examples.length > 0 ? [oneOf(random, examples), ...examples] : examples
  const ordered = task.mode === 'blank' ? [...defaults, ...shown] : [...shown, ...defaults]
  return ordered.find((value) => isShown(value, isLean(task, spot)) && fits(task.library, schema, value))
}

/** An example of an object may have optional members, and one of a list has items. */
function isShown(value: Json, lean: boolean): boolean {
  if (value === null) return false
  return !lean || (Array.isArray(value) ? value.length === 0 : !isObject(value))
}

function fromKind(
  part: Part,
  plan: Plan,
  { kind, random }: { kind: Kind; random: Random },
): Json | undefined {
  const { task, spot, schema, analysis } = part
  if (kind === 'object') {
    const value = generateObject({
      task,
      spot,
      range: plan.members,
      plan: objectPlan(task.library, analysis, plan),
    })
    return (
      checked(part, plan, value) ??
      (value && plan.checked ? tellApart(task.library, schema, value) : undefined)
    )
  }
  if (kind === 'array')
    return checked(part, plan, generateArray({ task, spot, plan, items: arrayPlan(analysis, plan) }))
  for (const value of scalarCandidates(part, plan, { kind, random }))
    if (fits(task.library, schema, value)) return value
  return undefined
}

function checked({ task, schema }: Part, plan: Plan, value: Json | undefined): Json | undefined {
  return value === undefined || !plan.checked || fits(task.library, schema, value) ? value : undefined
}
