import { encode } from 'gpt-tokenizer/encoding/o200k_base'

/** Texts of third parties may hold what is a command to a model's own tokenizer; here it is text like any other. */
const AS_TEXT = { disallowedSpecial: new Set<string>() }

/** Longer pieces without a break would take the tokenizer a time that grows with the square of their length. */
const MAX_PIECE = 4_096

/**
 * Tokens of a text by o200k, the encoding of OpenAI's present models. Other vendors count differently, by some tenths
 * more or less. Of texts over 4,096 characters the sum of their pieces, which is at most a few tokens too many.
 */
export function countTokens(text: string): number {
  let tokens = 0
  for (let at = 0; at < text.length; at += MAX_PIECE) {
    tokens += encode(text.slice(at, at + MAX_PIECE), AS_TEXT).length
  }
  return tokens
}
