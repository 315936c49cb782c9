import { startChild } from '../child.ts'
import { median } from '../median.ts'
import { machine } from '../report.ts'
import type { Round } from './closed-loop.ts'
import type { Size } from './contestant.ts'
import { type Running, startContestant } from './start-contestant.ts'

const WARM_UP_SECONDS = 4
const ROUND_SECONDS = 2
const ROUNDS = 5
const SIZES: readonly Size[] = ['2 KB', '100 KB']

/** Rounds of the baseline and of local mode in turn, so that both see the machine in the same moods. */
interface Rounds {
  readonly bare: readonly Round[]
  readonly sallyport: readonly Round[]
}

/** Calls per second, latency and processor time of local mode beside the baseline. Gives a section of the results. */
export async function measureThroughput(): Promise<string> {
  const upstream = await startChild({ program: 'local/upstream.ts', port: /port (\d+)/ })
  const contestants = [
    startContestant('bare', String(upstream.port)),
    startContestant('sallyport', String(upstream.port)),
  ] as const
  const lines: string[] = []
  for (const size of SIZES) lines.push(...linesOf(size, await roundsOf(size, contestants)))
  for (const contestant of contestants) contestant.stop()
  await upstream.stop()
  return `${ABOUT}\n\nMeasured on ${machine()}.\n\n${HEAD}\n${lines.join('\n')}`
}

async function roundsOf(size: Size, [bare, sallyport]: readonly [Running, Running]): Promise<Rounds> {
  for (const contestant of [bare, sallyport])
    await contestant.run({ do: 'loop', size, seconds: WARM_UP_SECONDS })
  const found = { bare: [] as Round[], sallyport: [] as Round[] }
  for (let round = 0; round < ROUNDS; round++) {
    found.bare.push(await bare.run({ do: 'loop', size, seconds: ROUND_SECONDS }))
    found.sallyport.push(await sallyport.run({ do: 'loop', size, seconds: ROUND_SECONDS }))
  }
  return found
}

const ABOUT = `GitHub's answers as fixed bytes on loopback, 64 calls in flight, six fields of each issue asked for: one issue of
2 KB, and a list of 25 of 100 KB. The baseline is a program written for the one call: \`undici\`'s \`Pool.request\`, the
body as text, \`JSON.parse\`, the fields picked by hand. Local mode is \`connect(github, { credentials }).execute(...)\`
with everything on: parameters checked, limits kept, deadline, bounds, the credential looked for in the answer. Rounds
of both follow each other in turn (${ROUNDS} of ${ROUND_SECONDS} s each, after ${WARM_UP_SECONDS} s to warm up); shown are medians, and the
ratios are medians of the ratios of neighbouring rounds. CPU is the time of the contestant's own process.`

const HEAD = `| contestant | calls/s | ratio | p50 ms | p99 ms | CPU us a call | CPU ratio |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`

function linesOf(size: Size, { bare, sallyport }: Rounds): string[] {
  const pairs = bare.flatMap((base, at) => {
    const other = sallyport[at]
    return other ? [{ base, other }] : []
  })
  const ratio = median(pairs.map(({ base, other }) => other.callsPerSecond / base.callsPerSecond))
  const cpuRatio = median(pairs.map(({ base, other }) => base.cpuMicros / other.cpuMicros))
  return [
    lineOf(`bare undici, ${size}`, bare, [1, 1]),
    lineOf(`local mode, ${size}`, sallyport, [ratio, cpuRatio]),
  ]
}

function lineOf(name: string, rounds: readonly Round[], ratios: readonly [number, number]): string {
  const middle = (figure: keyof Round) => median(rounds.map((round) => round[figure]))
  const [ratio, cpuRatio] = ratios.map((value) => value.toFixed(2))
  const latency = [middle('p50Ms').toFixed(2), middle('p99Ms').toFixed(2)]
  const cells = [
    name,
    middle('callsPerSecond').toFixed(0),
    ratio,
    ...latency,
    middle('cpuMicros').toFixed(0),
    cpuRatio,
  ]
  return `| ${cells.join(' | ')} |`
}
