import { isObject } from '../json.ts'
import type { QueryLanguage } from './query-language.ts'
import { pairTest, readTermField, type TermField, type TermTest, termTest } from './term-field.ts'
import { type TermToken, termTokens } from './term-tokens.ts'

const DEEPEST = 50

/**
 * Terms such as `name contains 'x'`, `'id' in parents`, `starred = true`, `properties has { key='a' and value='b' }`
 * with `and`, `or`, `not` and parentheses (developers.google.com/workspace/drive/api/guides/ref-search-terms).
 * `and` and `or` are evaluated from left to right, neither before the other. `names` holds what each name stands
 * for: see term-field.ts.
 */
export const termExpressions: QueryLanguage = (text, { names }) => {
  const tokens = termTokens(text)
  if (!tokens) return undefined
  const matches = new Reader(tokens, names).read()
  return matches && { matches }
}

/** Every method gives `undefined` for what is none of the language. */
class Reader {
  readonly #tokens: readonly TermToken[]
  readonly #names: Readonly<Record<string, unknown>>
  #at = 0
  #depth = 0

  constructor(tokens: readonly TermToken[], names: Readonly<Record<string, unknown>>) {
    this.#tokens = tokens
    this.#names = names
  }

  read(): TermTest | undefined {
    const test = this.#expression()
    return this.#at === this.#tokens.length ? test : undefined
  }

  #expression(): TermTest | undefined {
    let test = this.#negated()
    while (test) {
      const both = this.#takes('word', 'and')
      if (!both && !this.#takes('word', 'or')) return test
      const [left, right] = [test, this.#negated()]
      if (!right) return undefined
      test = both ? (record) => left(record) && right(record) : (record) => left(record) || right(record)
    }
    return undefined
  }

  #negated(): TermTest | undefined {
    this.#depth += 1
    if (this.#depth > DEEPEST) return undefined
    const test = this.#takes('word', 'not') ? negation(this.#negated()) : this.#single()
    this.#depth -= 1
    return test
  }

  #single(): TermTest | undefined {
    if (this.#takes('sign', '(')) {
      const inner = this.#expression()
      return this.#takes('sign', ')') ? inner : undefined
    }
    const first = this.#next()
    if (first?.kind === 'text') return this.#membership(first.text)
    return first?.kind === 'word' ? this.#comparison(first.text) : undefined
  }

  /** `'x' in parents` */
  #membership(value: string): TermTest | undefined {
    const field = this.#takes('word', 'in') ? this.#field(this.#next()) : undefined
    return field && termTest(field, 'in', value)
  }

  #comparison(name: string): TermTest | undefined {
    const field = this.#field({ kind: 'word', text: name })
    if (!field) return undefined
    if (this.#takes('word', 'has')) return this.#pair(field)
    if (this.#stops()) return termTest(field, '=', true)
    const operator = this.#next()?.text ?? ''
    const value = this.#value()
    return value === undefined || operator === 'in' ? undefined : termTest(field, operator, value)
  }

  /** `{ key='a' and value='b' }` */
  #pair(field: TermField): TermTest | undefined {
    const key = this.#takes('sign', '{') ? this.#assigned('key') : undefined
    const value = key !== undefined && this.#takes('word', 'and') ? this.#assigned('value') : undefined
    if (key === undefined || value === undefined || !this.#takes('sign', '}')) return undefined
    return pairTest(field, { key, value })
  }

  #assigned(name: string): string | undefined {
    if (!this.#takes('word', name) || !this.#takes('sign', '=')) return undefined
    const value = this.#next()
    return value?.kind === 'text' ? value.text : undefined
  }

  #value(): string | boolean | undefined {
    const token = this.#next()
    if (token?.kind === 'text') return token.text
    return token?.text === 'true' ? true : token?.text === 'false' ? false : undefined
  }

  #field(token: TermToken | undefined): TermField | undefined {
    if (token?.kind !== 'word' || !Object.hasOwn(this.#names, token.text)) return undefined
    const settings = this.#names[token.text]
    return isObject(settings) || typeof settings === 'string' ? readTermField(settings) : undefined
  }

  /** Nothing more belongs to the term. */
  #stops(): boolean {
    const token = this.#tokens[this.#at]
    return (
      !token || token.text === ')' || (token.kind === 'word' && (token.text === 'and' || token.text === 'or'))
    )
  }

  #next(): TermToken | undefined {
    const token = this.#tokens[this.#at]
    this.#at += 1
    return token
  }

  #takes(kind: TermToken['kind'], text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== kind || token.text !== text) return false
    this.#at += 1
    return true
  }
}

function negation(test: TermTest | undefined): TermTest | undefined {
  return test && ((record) => !test(record))
}
