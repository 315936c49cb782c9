import type { ApiOperation, OperationId } from '@sallyport/contract'
import type { Caller } from '../caller.ts'
import { type Cell, cells } from './cells.ts'
import { nameOf } from './judge.ts'
import { ask, type World } from './matrix.ts'

/** How long answers about what is there take beside answers about what is not, to somebody who may not know. */
export interface Timing {
  readonly cell: string
  readonly foreignMs: number
  readonly absentMs: number
  /** Whether the two can be told apart: see `timings`. */
  readonly apart: boolean
}

interface TimingOptions {
  readonly call: Caller['call']
  readonly repetitions: number
  /** Only operations of one group. */
  readonly tag?: ApiOperation['tag']
  /** Only one operation. */
  readonly operation?: OperationId
}

const ROUNDS = 3
/** Far over what one look at a row more or less takes, and far over the grain of the clock. */
const RATIO = 2
const FLOOR_MS = 5
const NEARLY_ALL = 0.9

/**
 * Asks about a thing of somebody else and about one that was never there, one right after the other and with the order
 * changing, `repetitions` times. What slows the machine slows both of a pair, or now the one and now the other. So
 * apart are two of which the same one took longer, by more than a factor of 2 and by more than 5 ms, in nearly all
 * pairs of each of three rounds: even where noise is as large as that in every pair, 14 of 15 fall on one side once in
 * 2,000 rounds, and three times in a row once in 10^10. A difference that a stranger could use over a network does it
 * always.
 */
export async function timings(
  world: World,
  { call, repetitions, tag, operation }: TimingOptions,
): Promise<Timing[]> {
  const pairs = pairsOf(world).filter(
    ({ absent }) =>
      (tag === undefined || absent.operation.tag === tag) &&
      (operation === undefined || absent.id === operation),
  )
  const result: Timing[] = []
  for (const pair of pairs) result.push(await compare(call, pair, repetitions))
  return result
}

interface Pair {
  readonly foreign: Cell
  readonly absent: Cell
}

/** One request of each operation whose route lets the stranger in, so that what is looked up decides. */
function pairsOf({ bearers, estates }: World): Pair[] {
  const stranger = bearers.filter(({ name }) => name === 'the application of another organization')
  const hidden = [...cells({ bearers: stranger, estates, everyPath: false })].filter(
    ({ verdict }) => verdict === 'hidden',
  )
  return [...Map.groupBy(hidden, ({ id, index }) => `${id} ${index}`).values()].flatMap((group) => {
    const foreign = group.find(({ estate }) => estate === estates[0])
    const absent = group.find(({ estate }) => estate === estates.at(-1))
    return foreign && absent ? [{ foreign, absent }] : []
  })
}

/** The times of one round, in milliseconds, pair by pair. */
type Round = readonly { readonly foreign: number; readonly absent: number }[]

async function compare(call: Caller['call'], pair: Pair, repetitions: number): Promise<Timing> {
  const rounds: Round[] = []
  const isLonger = { foreign: true, absent: true }
  while (rounds.length < ROUNDS && (isLonger.foreign || isLonger.absent)) {
    const round = await measure(call, pair, repetitions)
    isLonger.foreign &&= share(round, ({ foreign, absent }) => isFarOver(foreign, absent)) >= NEARLY_ALL
    isLonger.absent &&= share(round, ({ foreign, absent }) => isFarOver(absent, foreign)) >= NEARLY_ALL
    rounds.push(round)
  }
  return {
    cell: nameOf(pair.foreign),
    foreignMs: median(rounds.flat().map(({ foreign }) => foreign)),
    absentMs: median(rounds.flat().map(({ absent }) => absent)),
    apart: isLonger.foreign || isLonger.absent,
  }
}

async function measure(call: Caller['call'], { foreign, absent }: Pair, repetitions: number): Promise<Round> {
  const time = async (cell: Cell) => {
    const startedAt = performance.now()
    await ask(call, cell)
    return performance.now() - startedAt
  }
  const round: { foreign: number; absent: number }[] = []
  for (let number = 0; number < repetitions; number++) {
    const first = await time(number % 2 === 0 ? foreign : absent)
    const second = await time(number % 2 === 0 ? absent : foreign)
    round.push(number % 2 === 0 ? { foreign: first, absent: second } : { foreign: second, absent: first })
  }
  return round
}

function isFarOver(longer: number, shorter: number): boolean {
  return longer > RATIO * shorter && longer - shorter > FLOOR_MS
}

function share(round: Round, holds: (pair: Round[number]) => boolean): number {
  return round.filter(holds).length / round.length
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
