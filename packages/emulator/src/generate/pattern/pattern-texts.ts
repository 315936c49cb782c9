import { oneOf, type Random } from '../random.ts'
import type { PatternNode } from './node.ts'

const LONGEST = 100_000

interface Length {
  readonly least: number
  readonly most: number
}

interface Maker {
  readonly random: Random
  /** Characters that may still be added to the shortest text. */
  slack: number
  /** Quantifiers take all they can get, else a share. */
  readonly greedy: boolean
}

/**
 * Texts by a pattern, the plausible one first. They are proposals: anchors in odd places, and patterns whose parts
 * depend on each other, may rule some out. None where the length cannot be met.
 */
export function* patternTexts(node: PatternNode, random: Random, length: Length): Generator<string> {
  if (node.least > Math.min(length.most, LONGEST) || length.least > LONGEST) return
  const usual = Math.min(length.most, Math.max(length.least, node.least + 12))
  for (let attempt = 0; attempt < 4; attempt += 1) yield make(node, maker(random, usual - node.least, false))
  const wanted = Math.max(length.least, node.least)
  for (const size of [wanted, Math.min(wanted + 1, length.most), usual, node.least])
    yield make(node, maker(random, size - node.least, true))
  // Without an anchor at its end the pattern may be followed by anything.
  const short = make(node, maker(random, 0, false))
  yield short.padEnd(Math.min(length.least, LONGEST), 'a')
  yield short.padStart(Math.min(length.least, LONGEST), 'a')
}

function maker(random: Random, slack: number, greedy: boolean): Maker {
  return { random, slack, greedy }
}

function make(node: PatternNode, maker: Maker): string {
  if (node.kind === 'characters') return oneOf(maker.random, node.characters)
  if (node.kind === 'sequence') return node.parts.map((part) => make(part, maker)).join('')
  if (node.kind === 'choice') return makeChoice(node.options, node.least, maker)
  const times = node.min + moreTimes(node, maker)
  let text = ''
  for (let time = 0; time < times; time += 1) text += make(node.unit, maker)
  return text
}

function makeChoice(options: readonly PatternNode[], least: number, maker: Maker): string {
  const possible = options.filter((option) => option.least - least <= maker.slack)
  const option = oneOf(maker.random, possible)
  maker.slack -= option.least - least
  return make(option, maker)
}

function moreTimes(
  { unit, min, max }: { unit: PatternNode; min: number; max: number },
  maker: Maker,
): number {
  const cost = Math.max(1, unit.least)
  const most = Math.max(0, Math.min(max - min, Math.floor(maker.slack / cost)))
  const times = maker.greedy ? most : Math.floor(maker.random() * (most + 1))
  // What a unit may be longer than its shortest text is taken from what is left.
  maker.slack -= times * unit.least
  return times
}
