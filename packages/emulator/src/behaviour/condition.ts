import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Filled, TemplateWorld, Variables } from './filled.ts'

export type Condition = (variables: Variables, world: TemplateWorld) => boolean

/**
 * Prepares a condition: every expression of it has to be as it says. The value beside an expression is one
 * to equal, a list of which one has to be equal, `{ "exists": false }`, `{ "not": value }`,
 * `{ "matches": "^pattern$" }`, `{ "in": template }` for one of a list, `{ "above": template }` or `{ "below": template }` for numbers, `{ "includes": template }`
 * for a list, or `{ "is": template }`.
 */
export function prepareCondition(when: JsonObject, prepare: (template: Json) => Filled): Condition {
  const tests = Object.entries(when).map(([expression, expected]) => {
    const value = prepare(`{${expression}}`)
    const test = prepareTest(expected, prepare)
    return (variables: Variables, world: TemplateWorld) =>
      test(value(variables, world), (filled) => filled(variables, world))
  })
  return (variables, world) => tests.every((test) => test(variables, world))
}

type Test = (value: Json | undefined, fill: (template: Filled) => Json | undefined) => boolean

function prepareTest(expected: Json, prepare: (template: Json) => Filled): Test {
  if (Array.isArray(expected)) return (value) => expected.some((one) => one === value)
  if (!isObject(expected)) return (value) => value === expected
  if ('exists' in expected) return (value) => (value !== undefined) === expected.exists
  if (typeof expected.matches === 'string') {
    const pattern = new RegExp(expected.matches)
    return (value) => pattern.test(String(value ?? ''))
  }
  if (expected.not !== undefined) {
    const test = prepareTest(expected.not, prepare)
    return (value, fill) => !test(value, fill)
  }
  const { above, below, includes } = expected
  if (above !== undefined) return numberTest(prepare(above), (value, bound) => value > bound)
  if (below !== undefined) return numberTest(prepare(below), (value, bound) => value < bound)
  if (includes !== undefined) return includeTest(prepare(includes))
  if (expected.in !== undefined) {
    const list = prepare(expected.in)
    return (value, fill) => value !== undefined && [fill(list) ?? []].flat().includes(value)
  }
  if (expected.startsWith !== undefined) {
    const start = prepare(expected.startsWith)
    return (value, fill) => typeof value === 'string' && value.startsWith(String(fill(start)))
  }
  if (expected.is === undefined) throw new TypeError(`"${JSON.stringify(expected)}" is no condition.`)
  const is = prepare(expected.is)
  return (value, fill) => fill(is) === value
}

function includeTest(wanted: Filled): Test {
  return (value, fill) => Array.isArray(value) && value.some((item) => item === fill(wanted))
}

/** What is no number is neither above nor below one. */
function numberTest(bound: Filled, compare: (value: number, bound: number) => boolean): Test {
  return (value, fill) => typeof value === 'number' && compare(value, Number(fill(bound)))
}
