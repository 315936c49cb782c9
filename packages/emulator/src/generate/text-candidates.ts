import { formatTexts } from './format-texts.ts'
import { parsePattern } from './pattern/parse-pattern.ts'
import { patternTexts } from './pattern/pattern-texts.ts'
import type { Plan, Range } from './plan.ts'
import { word, words } from './prose.ts'
import type { Random } from './random.ts'

const LONGEST = 100_000

/** Texts that may be meant, the plausible one first. */
export function* textCandidates(plan: Plan, random: Random, now: number): Generator<string> {
  for (const format of plan.formats) yield* formatTexts(format, { random, now, length: plan.length })
  for (const source of plan.patterns) {
    const node = parsePattern(source)
    if (node) yield* patternTexts(node, random, plan.length)
  }
  if (plan.length.least > LONGEST) return
  yield sized(words(random, 2), random, plan.length)
  yield sized(word(random), random, plan.length)
  // What is left are patterns that say what a text must not hold.
  yield* ['a', 'A', '1', 'a1', 'aA1!', ''].map((text) => text.padEnd(plan.length.least, 'a'))
}

/** Words go on until the text is long enough, and end where it would be too long. */
function sized(start: string, random: Random, { least, most }: Range): string {
  let text = start
  while (text.length < least) text += ` ${word(random)}`
  const cut = text.slice(0, Math.max(least, Math.min(most, text.length)))
  return cut.endsWith(' ') ? `${cut.slice(0, -1)}s` : cut
}
