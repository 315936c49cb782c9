import type { Json, JsonObject } from '../json.ts'
import type { Member, ObjectPlan } from './object-plan.ts'
import { parsePattern } from './pattern/parse-pattern.ts'
import { patternTexts } from './pattern/pattern-texts.ts'
import type { Range } from './plan.ts'
import { word } from './prose.ts'
import { extendSeed, randomOf } from './random.ts'
import { isLean, memberSpot, type Spot, type Task } from './task.ts'

export interface ObjectTask {
  readonly task: Task
  readonly spot: Spot
  readonly plan: ObjectPlan
  readonly range: Range
}

/** An object with its required members, and in full mode the optional ones. `undefined` where a required one fails. */
export function generateObject(context: ObjectTask): JsonObject | undefined {
  const { task, spot, plan, range } = context
  const made = new Map<string, Json>()
  if (!addDescribed(context, made)) return undefined
  if (!isLean(task, spot) && made.size < range.most) {
    if (plan.members.length === 0 && plan.map) addNamed(context, made)
    addPatterned(context, made)
  }
  fill(context, made)
  // Defines every member as its own, `__proto__` too.
  return Object.fromEntries(made)
}

/** Whether all required members were made. */
function addDescribed({ task, spot, plan, range }: ObjectTask, made: Map<string, Json>): boolean {
  let free = isLean(task, spot) ? 0 : Math.min(range.most, MOST_MEMBERS) - plan.required
  for (const { name, schema, required } of plan.members) {
    if (!required && free <= 0) continue
    const value = task.visit(schema, memberSpot(spot, name))
    if (value === undefined && required) return false
    if (value === undefined) continue
    made.set(name, value)
    if (!required) free -= 1
  }
  return true
}

const MOST_MEMBERS = 5_000

/** Brings an object up to the least number of members. */
function fill(context: ObjectTask, made: Map<string, Json>): void {
  const { plan, range } = context
  for (const { name, schema } of plan.members) {
    if (made.size >= range.least) return
    if (!made.has(name)) add(context, made, { name, schema })
  }
  if (made.size < range.least) addPatterned(context, made)
  const most = Math.min(range.least, MOST_MEMBERS)
  for (let turn = 0; made.size < most && turn < most * 2; turn += 1) addNamed(context, made)
}

/** One more member whose name the schema leaves open. */
function addNamed(context: ObjectTask, made: Map<string, Json>): void {
  const random = randomOf(extendSeed(context.spot.seed, `+${made.size}`))
  const start = word(random)
  const name = made.has(start) ? `${start}_${made.size}` : start
  add(context, made, { name, schema: context.plan.schemaOf(name) })
}

/** One member for each pattern of names. */
function addPatterned(context: ObjectTask, made: Map<string, Json>): void {
  const { plan, spot, range } = context
  for (const source of plan.namePatterns) {
    const node = parsePattern(source)
    const random = randomOf(extendSeed(spot.seed, `~${source}`))
    const [name] = node ? patternTexts(node, random, { least: 1, most: 100 }) : []
    if (name !== undefined && made.size < range.most)
      add(context, made, { name, schema: plan.schemaOf(name) })
  }
}

function add(
  { task, spot }: ObjectTask,
  made: Map<string, Json>,
  { name, schema }: Pick<Member, 'name' | 'schema'>,
): void {
  if (made.has(name) || name === '__proto__') return
  const value = task.visit(schema, memberSpot(spot, name))
  if (value !== undefined) made.set(name, value)
}
