import { isWithinTokenLimit, setMergeCacheSize } from 'gpt-tokenizer/encoding/o200k_base'

/** The tokenizer would remember words of the texts that it sees: 100,000 of them, of all customers. */
setMergeCacheSize(0)

/** Third parties may write the marks of a model's own format: here they are texts like all others. */
const PLAIN = { disallowedSpecial: new Set<string>() }

/** Long texts are counted in slices. A cut costs a token at most: the count is over by a few in a thousand, never under. */
const SLICE = 1024
/** What the tokenizer takes as one word: merging it takes a time that grows with the square of its length. */
const LONG_WORD = /[\p{L}\p{M}]{100}|[^\s\p{L}\p{N}]{100}|\s{100}/u
const SLICE_OF_WORD = 24

/** Characters of a token of JSON at most, as far as real records go. */
export const MOST_PER_TOKEN = 8

/**
 * The tokens of a text, by the tokenizer of OpenAI's models (o200k), or nothing where there are more than `limit`. Of a
 * text that is far over nothing is counted: what it costs to know is bounded by the limit, and not by the text.
 */
export function tokensWithin(text: string, limit: number): number | undefined {
  if (text.length > limit * MOST_PER_TOKEN) return undefined
  let tokens = 0
  for (const slice of slicesOf(text, SLICE)) {
    for (const part of LONG_WORD.test(slice) ? slicesOf(slice, SLICE_OF_WORD) : [slice]) {
      const found = isWithinTokenLimit(part, limit - tokens, PLAIN)
      if (found === false) return undefined
      tokens += found
    }
  }
  return tokens
}

/** None is cut between the halves of a character. */
function* slicesOf(text: string, length: number): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const last = text.charCodeAt(start + length - 1)
    const end = start + length + (last >= 0xd800 && last <= 0xdbff ? 1 : 0)
    yield text.slice(start, end)
    start = end
  }
}

/** The same of a text that is known to be short. */
export function countTokens(text: string): number {
  return tokensWithin(text, Math.max(1, text.length * MOST_PER_UNIT)) ?? 0
}

/** A token is one byte at least, and a unit of UTF-16 three bytes of UTF-8 at most. */
const MOST_PER_UNIT = 3

const PROBES = 8

/** About how many tokens a text has: of a long one a few slices are counted. */
export function estimateTokens(text: string): number {
  const whole = PROBES * SLICE
  if (text.length <= whole) return countTokens(text)
  const step = Math.floor((text.length - SLICE) / (PROBES - 1))
  let counted = 0
  for (let at = 0; at < PROBES; at++) counted += countTokens(text.slice(at * step, at * step + SLICE))
  return Math.round((counted * text.length) / whole)
}
