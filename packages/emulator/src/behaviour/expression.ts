import { type Json, parseOwnJson } from '../json.ts'
import type { Variables } from './filled.ts'
import { valueAt } from './value-at.ts'

export type Expression = (variables: Variables) => Json | undefined

const PATH = /^[A-Za-z_][\w-]*(\.[\w$@-]+)*$/
const TEXT = /^'([^'|]*)'$/
const LITERAL = /^(true|false|null|-?\d+(\.\d+)?)$/

/**
 * Reads an expression: alternatives between `|`, of which the first that has a value counts. Each is a path
 * (`body.address.city`, `scope.0`) or a literal (`'text'`, `12`, `true`, `null`).
 * Throws a `TypeError` for anything else.
 */
export function parseExpression(text: string): Expression {
  const alternatives = text.split('|').map((alternative) => parseAlternative(alternative.trim()))
  const [only] = alternatives
  if (alternatives.length === 1 && only) return only
  return (variables) => {
    for (const alternative of alternatives) {
      const value = alternative(variables)
      if (value !== undefined) return value
    }
    return undefined
  }
}

function parseAlternative(text: string): Expression {
  const quoted = TEXT.exec(text)
  if (quoted) return () => quoted[1]
  if (LITERAL.test(text)) {
    const value = parseOwnJson(text) as Json
    return () => value
  }
  if (!PATH.test(text)) throw new TypeError(`"{${text}}" is no expression.`)
  const path = text.split('.')
  return (variables) => valueAt(variables, path)
}
