import { writtenOut } from '../untrusted.ts'
import { countTokens, MOST_PER_TOKEN, tokensWithin } from './count-tokens.ts'

/**
 * The tokens of JSON as a model reads it, with what hides or could end its envelope written out, or nothing where there
 * are more than `limit`. Where nobody marks it, it costs less.
 */
export function jsonTokensWithin(json: string, limit: number): number | undefined {
  // Nothing gets shorter by being written out.
  return json.length > limit * MOST_PER_TOKEN ? undefined : tokensWithin(writtenOut(json), limit)
}

/** The same of a value whose JSON is known to be short. */
export function tokensOf(value: unknown): number {
  return countTokens(writtenOut(JSON.stringify(value)))
}
