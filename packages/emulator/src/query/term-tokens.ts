/** A piece of a term expression. Texts are without their quotes and escapes. */
export interface TermToken {
  readonly kind: 'word' | 'text' | 'sign'
  readonly text: string
}

const PIECE = /\s*(?:'((?:[^'\\]|\\.)*)'|([A-Za-z_][\w.]*)|(<=|>=|!=|[=<>(){}]))/sy

const LONGEST = 10_000
const MOST = 1000

/** The pieces of a text of at most 10,000 letters and 1,000 pieces; `undefined` where it is none of the language. */
export function termTokens(text: string): readonly TermToken[] | undefined {
  if (text.length > LONGEST) return undefined
  const tokens: TermToken[] = []
  const source = text.trimEnd()
  let at = 0
  while (at < source.length) {
    PIECE.lastIndex = at
    const found = PIECE.exec(source)
    if (!found || tokens.length >= MOST) return undefined
    const [, quoted, word, sign = ''] = found
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/gs, '$1') })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else tokens.push({ kind: 'sign', text: sign })
    at = PIECE.lastIndex
  }
  return tokens
}
