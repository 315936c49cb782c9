import type { Conjuncts } from './alternatives.ts'
import { numbers, texts } from './keywords.ts'
import { type Random, wholeBetween } from './random.ts'

export interface NumberLimits {
  readonly least: number
  readonly most: number
  /** The number is a multiple of this one. */
  readonly step: number | undefined
}

const USUAL = 1000

/** Bounds that are exclusive are taken as inclusive: a candidate is held against the schema anyway. */
export function numberLimitsOf(conjuncts: Conjuncts): NumberLimits {
  const small = texts(conjuncts, 'format').includes('int32')
  const least = [...numbers(conjuncts, 'minimum'), ...numbers(conjuncts, 'exclusiveMinimum')]
  const most = [...numbers(conjuncts, 'maximum'), ...numbers(conjuncts, 'exclusiveMaximum')]
  return {
    least: Math.max(small ? -(2 ** 31) : Number.NEGATIVE_INFINITY, ...least),
    most: Math.min(small ? 2 ** 31 - 1 : Number.POSITIVE_INFINITY, ...most),
    step: numbers(conjuncts, 'multipleOf').reduce<number | undefined>(commonStep, undefined),
  }
}

function commonStep(step: number | undefined, next: number): number {
  return step === undefined ? next : leastMultiple(step, next)
}

/** The first multiple of a number that is a multiple of another too, or the number itself. */
function leastMultiple(step: number, other: number): number {
  for (let times = 1; times <= USUAL; times += 1)
    if (Number.isInteger((step * times) / other)) return step * times
  return step
}

/** Numbers that may be meant, the plausible one first. */
export function* numberCandidates(limits: NumberLimits, random: Random, whole: boolean): Generator<number> {
  const [low, high] = usualRange(limits)
  if (limits.step !== undefined) {
    yield* multiples(whole ? leastMultiple(limits.step, 1) : limits.step, random, [low, high])
    return
  }
  const edges = [low, high, limits.least, limits.most]
  if (whole) {
    yield wholeBetween(random, Math.ceil(low), Math.floor(high))
    yield* edges.flatMap((edge) => [Math.ceil(edge), Math.floor(edge) + 1, Math.ceil(edge) - 1])
    return
  }
  yield Math.round((low + random() * (high - low)) * 100) / 100
  for (let attempt = 0; attempt < 4; attempt += 1) yield low + random() * (high - low)
  yield* [low + (high - low) / 2, ...edges]
}

function* multiples(step: number, random: Random, [low, high]: readonly [number, number]): Generator<number> {
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step)
  // The quotient of a multiple is not always whole in floating point, so more than one is tried.
  for (let attempt = 0; attempt < 10; attempt += 1) yield wholeBetween(random, first, last) * step
  for (let times = first; times <= last && times < first + 100; times += 1) yield times * step
}

/** 0 to 1000, or what of it, or near it, is allowed. */
function usualRange({ least, most, step = 1 }: NumberLimits): readonly [number, number] {
  const width = Math.max(USUAL, step * 2)
  if (least <= 0 && most >= width) return [0, width]
  if (Number.isFinite(least)) return [least, Math.min(most, least + width)]
  if (!Number.isFinite(most)) return [0, width]
  return most > 0 ? [0, most] : [most - width, most]
}
