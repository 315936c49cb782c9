import type { Json } from '../json.ts'
import type { Library } from './library.ts'
import { extendSeed, type Seed } from './random.ts'
import type { Schema } from './schema.ts'

/** The making of one value. */
export interface Task {
  readonly library: Library
  readonly now: number
  readonly mode: 'full' | 'blank'
  /** Values made so far, those that did not fit included. */
  nodes: number
  /** The last place where nothing fitted, and why. */
  problem: { readonly place: string; readonly reason: string } | undefined
  /** Makes the value of a part; `undefined` where none fits. */
  readonly visit: (schema: Schema, spot: Spot) => Json | undefined
}

/** Where in the value a part stands. */
export interface Spot {
  /** Of the member, or of the list that it is an item of; empty for the whole. */
  readonly name: string
  /** JSON Pointer (RFC 6901). */
  readonly place: string
  readonly seed: Seed
  readonly depth: number
  /** Whether optional members are shown, where another try needs more or fewer of them than the mode has. */
  readonly lean: boolean | undefined
  /** Whether examples may be repeated: a list of different items cannot repeat one. */
  readonly fresh: boolean
}

/** The seed of a member depends on the path to it alone, so a new member does not change its siblings. */
export function memberSpot(spot: Spot, name: string): Spot {
  return below(spot, { name, token: name })
}

export function itemSpot(spot: Spot, token: string): Spot {
  // `emails` is a list of what `email` is.
  return below(spot, { name: spot.name.replace(/s$/, ''), token })
}

function below(
  { place, seed, depth, lean, fresh }: Spot,
  { name, token }: { name: string; token: string },
): Spot {
  const step = `/${token}`
  return { name, place: place + step, seed: extendSeed(seed, step), depth: depth + 1, lean, fresh }
}

/** Up to here optional members, examples and items are shown. */
const SHOWN_DEPTH = 4

export function isLean(task: Task, spot: Spot): boolean {
  return isDeep(spot) || (spot.lean ?? task.mode === 'blank')
}

export function isDeep(spot: Spot): boolean {
  return spot.depth > SHOWN_DEPTH
}

export function fail(task: Task, spot: Spot, reason: string): undefined {
  task.problem ??= { place: spot.place, reason }
}
