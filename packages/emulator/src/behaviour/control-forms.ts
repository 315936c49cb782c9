import { asObject, type Json } from '../json.ts'
import { prepareCondition } from './condition.ts'
import type { Filled } from './filled.ts'
import type { Form } from './form.ts'

/** Forms that decide what is filled in, and how often. */
export const controlForms: readonly (readonly [string, Form])[] = [
  /** `{ "$if": { "body.state": "closed" }, "then": …, "else": … }`. */
  [
    '$if',
    ({ $if = {}, then, else: otherwise }, prepare) => {
      const condition = prepareCondition(asObject($if), prepare)
      const nothing: Filled = () => undefined
      const yes = then === undefined ? nothing : prepare(then)
      const no = otherwise === undefined ? nothing : prepare(otherwise)
      return (variables, world) => (condition(variables, world) ? yes : no)(variables, world)
    },
  ],
  /** `{ "$let": { "line": … }, "in": … }`: variables by name, in their order. */
  [
    '$let',
    ({ $let = {}, in: template = null }, prepare) => {
      const names = Object.entries(asObject($let)).map(([name, value]) => [name, prepare(value)] as const)
      const body = prepare(template)
      return (variables, world) => {
        const known = { ...variables }
        for (const [name, value] of names) known[name] = value(known, world)
        return body(known, world)
      }
    },
  ],
  /** `{ "$each": "{body.assignees}", "as": { "login": "{item}" } }`: one for each; `split` parts a text. */
  [
    '$each',
    ({ $each = [], as = '{item}', split }, prepare) => {
      const [list, one] = [prepare($each), prepare(as)]
      return (variables, world) =>
        listOf(list(variables, world), split)?.flatMap((item, index) => {
          const value = one({ ...variables, item, index }, world)
          return value === undefined ? [] : [value]
        })
    },
  ],
  /** `{ "$times": "{query.count|10}", "as": { "$id": "{hex:8}" } }`: that many, at most 1,000. */
  [
    '$times',
    ({ $times = 0, as = '{index}' }, prepare) => {
      const [count, one] = [prepare($times), prepare(as)]
      return (variables, world) => {
        const length = Math.min(Math.max(0, Math.floor(Number(count(variables, world)) || 0)), 1000)
        return Array.from({ length }, (_, index) => one({ ...variables, index }, world) ?? null)
      }
    },
  ],
  /** `{ "$merge": [{ … }, "{body}"] }`: the members of all, later ones over earlier ones. */
  [
    '$merge',
    ({ $merge = [] }, prepare) => {
      const parts = (Array.isArray($merge) ? $merge : [$merge]).map((part: Json) => prepare(part))
      return (variables, world) =>
        // Not with `Object.assign`: a body may have a member `__proto__`.
        Object.fromEntries(parts.flatMap((part) => Object.entries(asObject(part(variables, world)))))
    },
  ],
  /** `{ "$raw": "{not an expression}" }`: as it stands. */
  [
    '$raw',
    ({ $raw = null }) =>
      () =>
        $raw,
  ],
]

function listOf(value: Json | undefined, split: Json | undefined): readonly Json[] | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && typeof split === 'string') {
    return value.split(split).filter((part) => part !== '')
  }
  return Array.isArray(value) ? value : [value]
}
