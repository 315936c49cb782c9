export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'punctuation'
  /** Without quotes. A template ends in `*` where it has its first `${`. */
  readonly text: string
  readonly line: number
}

const skipped = /\s+|\/\/.*|\/\*[\s\S]*?\*\//y
const word = /[\w$#\u0080-\uffff]+/y
const string = /'((?:\\[\s\S]|[^'\\\n])*)'|"((?:\\[\s\S]|[^"\\\n])*)"/y
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y
const templatePiece = /((?:\\[\s\S]|\$(?!\{)|[^\\`$])*)(`|\$\{)/y

/** After these words a slash begins a regular expression; after any other it divides. */
const beforeExpression = new Set(
  'return typeof case in of void delete throw new else do yield await instanceof'.split(' '),
)

/**
 * The tokens of a TypeScript source, comments left out: enough of a lexer to find imports without
 * taking those in comments, strings, templates and regular expressions for real.
 */
export function tokens(source: string): readonly Token[] {
  const lexer = new Lexer(source)
  while (lexer.step());
  return lexer.found
}

class Lexer {
  readonly found: Token[] = []
  readonly #source: string
  #at = 0
  #line = 1
  /** One entry per open `${`: how many braces are open inside it. */
  readonly #substitutions: number[] = []

  constructor(source: string) {
    this.#source = source
  }

  /** Reads one token or what stands between two; false at the end of the source. */
  step(): boolean {
    if (this.#at >= this.#source.length) return false
    if (this.#match(skipped) || this.#string() || this.#word() || this.#regularExpression()) return true
    this.#punctuation()
    return true
  }

  #string(): boolean {
    const line = this.#line
    const match = this.#match(string)
    if (match) this.found.push({ kind: 'string', text: match[1] ?? match[2] ?? '', line })
    return match !== undefined
  }

  #word(): boolean {
    const match = this.#match(word)
    if (match) this.found.push({ kind: 'word', text: match[0], line: this.#line })
    return match !== undefined
  }

  #regularExpression(): boolean {
    if (this.#source[this.#at] !== '/' || !expectsExpression(this.found.at(-1))) return false
    if (!this.#match(regularExpression)) return false
    this.found.push({ kind: 'string', text: '', line: this.#line })
    return true
  }

  #punctuation(): void {
    const text = this.#source[this.#at++] ?? ''
    const line = this.#line
    const depth = this.#substitutions.pop()
    // This brace closes the innermost `${`, and its template goes on.
    if (text === '}' && depth === 0) {
      this.#template()
      return
    }
    const change = text === '{' ? 1 : text === '}' ? -1 : 0
    if (depth !== undefined) this.#substitutions.push(depth + change)
    if (text === '`') {
      this.found.push({ kind: 'template', text: this.#template(), line })
    } else {
      this.found.push({ kind: 'punctuation', text, line })
    }
  }

  /** Reads a template to its end or its next `${`, which is given as `*`. */
  #template(): string {
    const match = this.#match(templatePiece)
    const isOpen = match?.[2] === '${'
    if (isOpen) this.#substitutions.push(0)
    return isOpen ? `${match[1]}*` : (match?.[1] ?? '')
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#source)
    if (!match) return
    this.#at = pattern.lastIndex
    this.#line += match[0].split('\n').length - 1
    return match
  }
}

function expectsExpression(before: Token | undefined): boolean {
  if (before === undefined) return true
  if (before.kind === 'word') return beforeExpression.has(before.text)
  return before.kind === 'punctuation' && !')]}'.includes(before.text)
}
