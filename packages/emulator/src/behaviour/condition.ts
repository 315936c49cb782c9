import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Filled, TemplateWorld, Variables } from './filled.ts'
import type { Prepare } from './form.ts'

export type Condition = (variables: Variables, world: TemplateWorld) => boolean

/**
 * Prepares a condition: every expression of it has to be as it says. The value beside an expression is one
 * to equal, a list of which one has to be equal, `{ "exists": false }`, `{ "not": value }`,
 * `{ "matches": "^pattern$" }`, `{ "startsWith": template }`, `{ "in": template }` for one of a list,
 * `{ "above": template }` or `{ "below": template }` for numbers, `{ "includes": template }` for a list, or
 * `{ "is": template }`. Of several words in one object all have to hold.
 * Throws a `TypeError` for a word that is none of these.
 */
export function prepareCondition(when: JsonObject, prepare: Prepare): Condition {
  const tests = Object.entries(when).map(([expression, expected]) => {
    const value = prepare(`{${expression}}`)
    const test = prepareTest(expected, prepare)
    return (variables: Variables, world: TemplateWorld) =>
      test(value(variables, world), (filled) => filled(variables, world))
  })
  return (variables, world) => tests.every((test) => test(variables, world))
}

type Test = (value: Json | undefined, fill: (template: Filled) => Json | undefined) => boolean

/** Every word of an object has to hold. */
function prepareTest(expected: Json, prepare: Prepare): Test {
  if (Array.isArray(expected)) return (value) => expected.some((one) => one === value)
  if (!isObject(expected)) return (value) => value === expected
  const tests = Object.entries(expected).map(([word, wanted]) => {
    const read = WORDS.get(word)
    if (!read) throw new TypeError(`"${JSON.stringify(expected)}" is no condition: it says "${word}".`)
    return read(wanted, prepare)
  })
  const [only] = tests
  if (!only) throw new TypeError('"{}" is no condition.')
  return tests.length === 1 ? only : (value, fill) => tests.every((test) => test(value, fill))
}

const WORDS: ReadonlyMap<string, (wanted: Json, prepare: Prepare) => Test> = new Map([
  ['exists', (wanted) => (value) => (value !== undefined) === wanted],
  ['matches', (wanted) => patternTest(new RegExp(String(wanted)))],
  ['not', (wanted, prepare) => negation(prepareTest(wanted, prepare))],
  ['above', (wanted, prepare) => numberTest(prepare(wanted), (value, bound) => value > bound)],
  ['below', (wanted, prepare) => numberTest(prepare(wanted), (value, bound) => value < bound)],
  ['includes', (wanted, prepare) => includeTest(prepare(wanted))],
  ['in', (wanted, prepare) => listTest(prepare(wanted))],
  ['startsWith', (wanted, prepare) => startTest(prepare(wanted))],
  ['is', (wanted, prepare) => sameTest(prepare(wanted))],
])

function patternTest(pattern: RegExp): Test {
  return (value) => pattern.test(String(value ?? ''))
}

function negation(test: Test): Test {
  return (value, fill) => !test(value, fill)
}

function includeTest(wanted: Filled): Test {
  return (value, fill) => Array.isArray(value) && value.some((item) => item === fill(wanted))
}

function listTest(list: Filled): Test {
  return (value, fill) => value !== undefined && [fill(list) ?? []].flat().includes(value)
}

function startTest(start: Filled): Test {
  return (value, fill) => typeof value === 'string' && value.startsWith(String(fill(start)))
}

function sameTest(same: Filled): Test {
  return (value, fill) => fill(same) === value
}

/** What is no number is neither above nor below one. */
function numberTest(bound: Filled, compare: (value: number, bound: number) => boolean): Test {
  return (value, fill) => typeof value === 'number' && compare(value, Number(fill(bound)))
}
