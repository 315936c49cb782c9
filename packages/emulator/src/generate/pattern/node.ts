/** A regular expression as far as texts can be made by it. `least` is the length of its shortest text. */
export type PatternNode =
  | { readonly kind: 'characters'; readonly characters: readonly string[]; readonly least: number }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[]; readonly least: number }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[]; readonly least: number }
  | {
      readonly kind: 'repeat'
      readonly unit: PatternNode
      readonly min: number
      readonly max: number
      readonly least: number
    }

/** What no text can be made by: a lookaround, a backreference, a mistake. */
export class UnreadablePattern extends Error {}

export function charactersNode(characters: readonly string[]): PatternNode {
  if (characters.length === 0) throw new UnreadablePattern('A class has no characters.')
  return { kind: 'characters', characters, least: 1 }
}

export function sequenceNode(parts: readonly PatternNode[]): PatternNode {
  return { kind: 'sequence', parts, least: parts.reduce((sum, part) => sum + part.least, 0) }
}

export function choiceNode(options: readonly PatternNode[]): PatternNode {
  return { kind: 'choice', options, least: Math.min(...options.map((option) => option.least)) }
}

export function repeatNode(unit: PatternNode, min: number, max: number): PatternNode {
  return { kind: 'repeat', unit, min, max, least: unit.least * min }
}
