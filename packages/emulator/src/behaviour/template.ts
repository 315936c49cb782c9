import { isObject, type Json, type JsonObject } from '../json.ts'
import { parseExpression } from './expression.ts'
import type { Filled } from './filled.ts'
import { forms } from './forms.ts'

/**
 * Prepares a template: JSON in which text may hold `{expressions}`. A text that is one expression becomes
 * its value, of any type; in other texts values are written out. Members and items without a value are left
 * out. An object whose first key begins with `$` is a form (forms.ts).
 * Throws a `TypeError` for an expression or form that it does not know.
 */
export function prepare(template: Json): Filled {
  if (typeof template === 'string') return prepareText(template)
  if (Array.isArray(template)) return prepareList(template)
  if (!isObject(template)) return () => template
  const [key = ''] = Object.keys(template)
  if (!key.startsWith('$')) return prepareMembers(template)
  const form = forms.get(key)
  if (!form) throw new TypeError(`There is no form "${key}" in templates.`)
  return form(template, prepare)
}

/** The same for a template that may be left out. */
export function optional(template: unknown): Filled | undefined {
  return template === undefined ? undefined : prepare(template as Json)
}

function prepareText(text: string): Filled {
  const pieces = text.split(/(\{[^{}]*\})/).filter((piece) => piece !== '')
  const parts = pieces.map((piece) =>
    isExpression(piece) ? parseExpression(piece.slice(1, -1)) : () => piece,
  )
  const [only] = parts
  if (only && pieces.length === 1) return (variables) => only(variables)
  if (!pieces.some(isExpression)) return () => text
  return (variables) => parts.map((part) => written(part(variables))).join('')
}

function isExpression(piece: string): boolean {
  return piece.startsWith('{') && piece.endsWith('}')
}

function written(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function prepareList(template: readonly Json[]): Filled {
  const items = template.map(prepare)
  return (variables, world) =>
    items.map((item) => item(variables, world)).filter((value) => value !== undefined)
}

function prepareMembers(template: JsonObject): Filled {
  const members = Object.entries(template).map(([key, value]) => [key, prepare(value)] as const)
  return (variables, world) => {
    const filled: [string, Json][] = []
    for (const [key, member] of members) {
      const value = member(variables, world)
      if (value !== undefined) filled.push([key, value])
    }
    return Object.fromEntries(filled)
  }
}
