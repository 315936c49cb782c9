import { ANY_CHARACTER, characterClass, escaped } from './character-class.ts'
import {
  charactersNode,
  choiceNode,
  type PatternNode,
  repeatNode,
  sequenceNode,
  UnreadablePattern,
} from './node.ts'
import { peek, type Source, take, takeIf, takeMatch } from './source.ts'

const LONGEST = 5_000
const DEEPEST = 50
const MOST_REPEATS = 100_000

/**
 * Reads the shapes of regular expression that descriptions use: literals, classes, escapes, groups, alternation
 * and quantifiers. Anchors and word boundaries are taken as empty: whoever makes a text has to try it.
 *
 * `undefined` for what no text can be made by: lookarounds, backreferences, patterns over 5,000 characters.
 */
export function parsePattern(text: string): PatternNode | undefined {
  if (text.length > LONGEST) return undefined
  const source: Source = { text, at: 0, depth: 0 }
  try {
    const node = choice(source)
    return source.at === text.length ? node : undefined
  } catch (error) {
    if (error instanceof UnreadablePattern) return undefined
    throw error
  }
}

function choice(source: Source): PatternNode {
  source.depth += 1
  if (source.depth > DEEPEST) throw new UnreadablePattern('The groups are nested too deep.')
  const options = [sequence(source)]
  while (takeIf(source, '|')) options.push(sequence(source))
  source.depth -= 1
  return options.length === 1 && options[0] ? options[0] : choiceNode(options)
}

function sequence(source: Source): PatternNode {
  const parts: PatternNode[] = []
  while (source.at < source.text.length && peek(source) !== '|' && peek(source) !== ')') {
    const part = atom(source)
    parts.push(part ? quantified(source, part) : sequenceNode([]))
  }
  return sequenceNode(parts)
}

/** `undefined` for what has no length and takes no quantifier. */
function atom(source: Source): PatternNode | undefined {
  if (takeMatch(source, /\^|\$|\\b|\\B/y)) return undefined
  if (takeIf(source, '(')) return group(source)
  if (takeIf(source, '[')) return charactersNode(characterClass(source))
  if (takeIf(source, '\\')) return charactersNode(escaped(source))
  if (takeIf(source, '.')) return charactersNode(ANY_CHARACTER)
  return charactersNode([take(source)])
}

function group(source: Source): PatternNode {
  if (peek(source) === '?' && !takeMatch(source, /\?:|\?<[A-Za-z_$][\w$]*>/y))
    throw new UnreadablePattern('Lookarounds and flags are not read.')
  const inside = choice(source)
  if (!takeIf(source, ')')) throw new UnreadablePattern('A group has no end.')
  return inside
}

function quantified(source: Source, unit: PatternNode): PatternNode {
  const match = takeMatch(source, /(?:([*+?])|\{(\d{1,6})(?:(,)(\d{0,6}))?\})\??/y)
  if (!match) return unit
  const [, sign, least, comma, most] = match
  if (sign !== undefined) return repeatNode(unit, sign === '+' ? 1 : 0, sign === '?' ? 1 : MOST_REPEATS)
  const min = Number(least)
  const max = comma === undefined ? min : most ? Number(most) : MOST_REPEATS
  if (min > MOST_REPEATS || max < min) throw new UnreadablePattern('A quantifier is out of bounds.')
  return repeatNode(unit, min, max)
}
