import {
  compileNative,
  type Definition,
  isAuthored,
  type PatternCompiler,
  type WholeMatcher,
} from '@sallyport/definition'
import { RE2JS } from 're2js'

/** Longest text that is held against a pattern of others; a longer one does not fit. */
const LONGEST_TEXT = 4_096
/** Instructions of a compiled pattern. Matching takes at most one step for each of them and each character. */
const LARGEST_PROGRAM = 2_000
/** Sum of the counts in `{2,5}` and the like: a bound of what compiling can cost. */
const MOST_REPEATS = 1_000

/**
 * Matchers for patterns that came from outside: in the syntax of RE2 (github.com/google/re2/wiki/Syntax), which takes
 * linear time. `undefined` for what that syntax does not have, such as looking ahead, and for what is too large.
 */
export const compileLinear: PatternCompiler = (pattern) => {
  const expression = compileExpression(pattern)
  if (expression === undefined) return undefined
  const groups = Object.keys(expression.namedGroups())
  return (text) => {
    if (text.length > LONGEST_TEXT) return undefined
    const matcher = expression.matcher(text)
    if (!matcher.matches()) return undefined
    return Object.fromEntries(groups.map((name) => [name, matcher.group(name) ?? '']))
  }
}

/** Whether a text holds a match, and what it took to know: instructions times characters. */
export interface Search {
  readonly found: boolean
  readonly work: number
}

/** Looks for a pattern that came from outside. What is no pattern, or is too large, is found nowhere. */
export function searchLinear(pattern: string, text: string): Search {
  const expression = expressions.get(pattern) ?? compileExpression(pattern)
  remember(pattern, expression)
  if (expression === undefined || text.length > LONGEST_TEXT) return { found: false, work: 1 }
  const work = (text.length + 1) * expression.programSize()
  return { found: expression.matcher(text).find(), work }
}

const MOST_REMEMBERED = 1_000
const expressions = new Map<string, RE2JS>()

function remember(pattern: string, expression: RE2JS | undefined): void {
  if (expression === undefined || expressions.has(pattern)) return
  if (expressions.size >= MOST_REMEMBERED) expressions.clear()
  expressions.set(pattern, expression)
}

function compileExpression(pattern: string): RE2JS | undefined {
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)]
  const repeats = counts.reduce((sum, [, least, most]) => sum + Math.max(Number(least), Number(most ?? 0)), 0)
  if (repeats > MOST_REPEATS) return undefined
  try {
    const expression = RE2JS.compile(pattern)
    return expression.programSize() <= LARGEST_PROGRAM ? expression : undefined
  } catch {
    return undefined
  }
}

const matchers = new WeakMap<Definition, Map<string, WholeMatcher>>()

/**
 * The matcher of a definition's pattern, which a value fits as a whole. Only what was written in code is matched by
 * JavaScript's own expressions. Text that is none in the one or the other fits nothing.
 */
export function matcherOf(definition: Definition, pattern: string): WholeMatcher {
  const known = matchers.get(definition) ?? new Map<string, WholeMatcher>()
  matchers.set(definition, known)
  const compile = isAuthored(definition) ? compileNative : compileLinear
  const matcher = known.get(pattern) ?? compile(pattern) ?? nothing
  known.set(pattern, matcher)
  return matcher
}

const nothing: WholeMatcher = () => undefined
