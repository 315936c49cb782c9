/** Runs of letters and digits, in lower case. */
export function tokensOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Every word that is wanted begins a word that is there. */
export function hasPrefixes(texts: readonly string[], wanted: string): boolean {
  const there = texts.flatMap(tokensOf)
  return tokensOf(wanted).every((word) => there.some((token) => token.startsWith(word)))
}

/** Every word that is wanted is there; in double quotes, next to each other in that order. */
export function hasTokens(texts: readonly string[], wanted: string): boolean {
  const tokens = tokensOf(wanted)
  if (/^".*"$/s.test(wanted))
    return texts.some((text) => ` ${tokensOf(text).join(' ')} `.includes(` ${tokens.join(' ')} `))
  const there = new Set(texts.flatMap(tokensOf))
  return tokens.every((token) => there.has(token))
}
