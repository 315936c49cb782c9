import { countTokens, tokensWithin } from './results/index.ts'

/** A text of its own, and what it is called where there is no room for it. */
export interface Block {
  readonly name: string
  readonly text: string
}

export interface BlocksWithin {
  readonly text: string
  readonly tokens: number
  /** How many of the blocks are in it. */
  readonly shown: number
}

const MAX_NAME = 80

/**
 * As many blocks as fit, in their order, with the names of the others and of what comes later. Where not even one fits
 * beside those names, it is said how many there are.
 */
export function blocksWithin(
  blocks: readonly Block[],
  { later = [], maxTokens }: { readonly later?: readonly string[]; readonly maxTokens: number },
): BlocksWithin {
  const [texts, names] = [blocks.map(({ text }) => text), [...blocks.map(({ name }) => name), ...later]]
  for (const rest of [named, counted]) {
    for (let shown = blocks.length; shown > 0; shown--) {
      const text = joined([...texts.slice(0, shown), rest(names.slice(shown))])
      const tokens = tokensWithin(text, maxTokens)
      if (tokens !== undefined) return { text, tokens, shown }
    }
  }
  const text = tokensWithin(named(names), maxTokens) === undefined ? counted(names) : named(names)
  return { text, tokens: countTokens(text), shown: 0 }
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}

function named(names: readonly string[]): string {
  const short = names.map((name) => name.slice(0, MAX_NAME).toWellFormed())
  return names.length === 0 ? '' : `No room for: ${short.join(', ')}. Ask for fewer at once.`
}

function counted({ length }: readonly string[]): string {
  return length === 0 ? '' : `No room for ${length} more. Ask for fewer at once.`
}
