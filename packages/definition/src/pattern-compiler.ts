/** Text -> named groups of the match as a whole, or `undefined` where it does not fit. */
export type WholeMatcher = (text: string) => Readonly<Record<string, string>> | undefined

/** Makes a matcher; `undefined` where the pattern is none that it knows. */
export type PatternCompiler = (pattern: string) => WholeMatcher | undefined

/** For patterns that come with the program: JavaScript's own expressions, which can take forever. */
export const compileNative: PatternCompiler = (pattern) => {
  const whole = nativeExpression(pattern)
  if (whole === undefined) return undefined
  return (text) => {
    const match = whole.exec(text)
    return match === null ? undefined : { ...match.groups }
  }
}

function nativeExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u')
  } catch {
    return undefined
  }
}
