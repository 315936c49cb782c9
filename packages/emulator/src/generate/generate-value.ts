import type { Json, JsonObject } from '../json.ts'
import { generateNode } from './generate-node.ts'
import { libraryOf } from './library.ts'
import { seedOf } from './random.ts'
import type { Spot, Task } from './task.ts'

export interface GenerateOptions {
  /** `components.schemas` as JSON Schema. References read `#/components/schemas/X`. */
  readonly schemas: JsonObject
  /** Milliseconds since 1970. Dates lie before it. */
  readonly now: number
  /**
   * `full` (the default): plausible data everywhere, in optional members too, down to the fourth level.
   * `blank`: what a fresh record shows: required members alone, `null` where it is allowed, empty lists, counts of 0.
   */
  readonly mode?: 'full' | 'blank'
}

/**
 * A value that meets a schema. It depends on the schema, the seed and the clock alone; what a member looks like
 * depends on its path and its own schema, so a new member does not change its siblings. Members that are
 * `writeOnly` are left out. What is known about a schema is kept by object, so pass the same one again.
 *
 * Throws a `TypeError` that names the place where no value was found, where the value would be nested deeper than
 * 32 levels, and where it would have more than 20,000 parts.
 * @example
 * const label = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
 * generateValue(label, 'label 1', { schemas: {}, now: 0 }) // { name: 'engine-melon' }
 */
export function generateValue(schema: JsonObject, seed: string, options: GenerateOptions): Json {
  const task: Task = {
    library: libraryOf(options.schemas),
    now: options.now,
    mode: options.mode ?? 'full',
    nodes: 0,
    problem: undefined,
    visit: (part, spot) => generateNode(task, part, spot),
  }
  const spot: Spot = { name: '', place: '', seed: seedOf(seed), depth: 0, lean: undefined, fresh: false }
  const value = task.visit(schema, spot)
  if (value !== undefined) return value
  const { place, reason } = task.problem ?? { place: '', reason: 'no value was found that fits the schema' }
  throw new TypeError(
    `Nothing can be generated for ${place === '' ? 'the whole value' : `"${place}"`}: ${reason}.`,
  )
}
