import { jsonTokensWithin } from './count-json.ts'
import { MOST_PER_TOKEN } from './count-tokens.ts'

const LESS = 0.8

/** As much of a text, from a character on, as costs so many tokens in JSON at most. */
export function textWithin(whole: string, start: number, maxTokens: number): string {
  let length = Math.min(whole.length - start, maxTokens * MOST_PER_TOKEN)
  let text = piece(whole, start, length)
  while (length > 1 && jsonTokensWithin(JSON.stringify(text), maxTokens) === undefined) {
    length = Math.floor(length * LESS)
    text = piece(whole, start, length)
  }
  return text
}

/** Whole characters. */
function piece(whole: string, start: number, length: number): string {
  const text = whole.slice(start, start + Math.max(0, length))
  return text.isWellFormed() || text.length < 2 ? text : text.slice(0, -1)
}
