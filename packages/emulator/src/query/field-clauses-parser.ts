/** `-status:"open"` */
export interface Clause {
  readonly negated: boolean
  readonly field: string
  /** What stands in brackets behind the field. */
  readonly key: string | undefined
  readonly operator: ':' | '~' | '=' | '>' | '<' | '>=' | '<='
  readonly value: string | null
}

export interface Clauses {
  readonly clauses: readonly Clause[]
  /** One of them is enough. */
  readonly any: boolean
}

const LONGEST = 5000
const QUOTED = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'`
const CLAUSE = new RegExp(
  `(-?)([A-Za-z_][\\w.]*)(?:\\[(${QUOTED})\\])?\\s*(>=|<=|[:~=<>])\\s*(${QUOTED}|[^\\s"'()]+)`,
  'y',
)
/** Clauses without a word between them all hold. */
const GLUE = /\s+(?:(AND|OR)\s+)?/iy

/** Reads the clauses of a search; `undefined` for a text that is none, or that mixes AND with OR. */
export function parseClauses(source: string): Clauses | undefined {
  const text = source.trim()
  if (text === '' || text.length > LONGEST) return undefined
  const clauses: Clause[] = []
  const words = new Set<string>()
  let position = 0
  while (position < text.length) {
    if (clauses.length > 0) {
      const glue = match(GLUE, text, position)
      if (!glue) return undefined
      words.add((glue[1] ?? 'and').toLowerCase())
      position += glue[0].length
    }
    const found = match(CLAUSE, text, position)
    if (!found) return undefined
    clauses.push(clauseOf(found))
    position += found[0].length
  }
  return words.size > 1 ? undefined : { clauses, any: words.has('or') }
}

function match(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

function clauseOf([, minus, field = '', key, operator = ':', value = '']: RegExpExecArray): Clause {
  return {
    negated: minus === '-',
    field,
    key: key === undefined ? undefined : plain(key),
    operator: operator as Clause['operator'],
    value: value === 'null' ? null : plain(value),
  }
}

function plain(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text
}
