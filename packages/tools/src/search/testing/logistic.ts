/** What is observed, and what is to be told from it. */
export interface Sample {
  readonly values: readonly number[]
  readonly isTrue: boolean
}

export interface Logistic {
  readonly base: number
  readonly weights: readonly number[]
}

const ROUNDS = 3_000
const RATE = 0.5
/** How strongly weights are held near 0: as of ten samples' worth. */
const HOLD = 10

export function surenessBy({ base, weights }: Logistic, values: readonly number[]): number {
  return logistic(weights.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), base))
}

/**
 * Logistic regression by steepest descent, with both classes counting the same and weights held small (ridge), on
 * values brought to the same scale.
 */
export function fitLogistic(samples: readonly Sample[]): Logistic {
  const size = samples[0]?.values.length ?? 0
  const scales = Array.from({ length: size }, (_, at) =>
    scaleOf(samples.map(({ values }) => values[at] ?? 0)),
  )
  const rows = samples.map(({ values, isTrue }) => ({
    isTrue,
    values: scales.map(({ mean, deviation }, at) => ((values[at] ?? 0) - mean) / deviation),
    weight: samples.length / 2 / samples.filter((other) => other.isTrue === isTrue).length,
  }))
  let base = 0
  let weights: number[] = scales.map(() => 0)
  for (let round = 0; round < ROUNDS; round++) {
    let baseSlope = 0
    const slopes = weights.map((weight) => HOLD * weight)
    for (const { isTrue, values, weight } of rows) {
      const miss = weight * (surenessBy({ base, weights }, values) - (isTrue ? 1 : 0))
      baseSlope += miss
      for (let at = 0; at < size; at++) slopes[at] = (slopes[at] ?? 0) + miss * (values[at] ?? 0)
    }
    base -= (RATE / rows.length) * baseSlope
    weights = weights.map((weight, at) => weight - (RATE / rows.length) * (slopes[at] ?? 0))
  }
  const plain = weights.map((weight, at) => weight / (scales[at]?.deviation ?? 1))
  return {
    weights: plain,
    base: base - plain.reduce((sum, weight, at) => sum + weight * (scales[at]?.mean ?? 0), 0),
  }
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

function scaleOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(spread) || 1 }
}
