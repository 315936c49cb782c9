import type { Json, JsonObject } from '../json.ts'
import type { Form } from './form.ts'
import { valueAt, valuesAt } from './value-at.ts'

/** Forms that ask for records, identifiers and data. */
export const recordForms: readonly (readonly [string, Form])[] = [
  /** `{ "$find": "labels", "scope": ["{scope.0}"], "by": "name", "is": "{item}", "else": { … } }`: a record. */
  [
    '$find',
    ({ $find, scope = [], by = 'id', is = null, else: otherwise }, prepare) => {
      const [place, value] = [prepare(scope), prepare(is)]
      const fallback = otherwise === undefined ? undefined : prepare(otherwise)
      return (variables, world) => {
        const where = {
          scope: [place(variables, world)].flat().map(String),
          member: String(by),
          value: value(variables, world) ?? null,
        }
        return world.find(String($find), where) ?? fallback?.(variables, world)
      }
    },
  ],
  /** `{ "$all": "items", "scope": [], "by": "customer", "is": "{record.id}" }`: the records, oldest first. */
  [
    '$all',
    ({ $all, scope = [], by, is = null }, prepare) => {
      const [place, value] = [prepare(scope), prepare(is)]
      const path = by === undefined ? undefined : String(by).split('.')
      return (variables, world) => {
        const records = world.records(String($all), [place(variables, world)].flat().map(String))
        if (!path) return [...records]
        const wanted = value(variables, world) ?? null
        return records.filter((record) => (valueAt(record, path) ?? null) === wanted)
      }
    },
  ],
  /** `{ "$below": "files", "by": "parents", "of": "{path.fileId}" }`: records whose member names that one or one below it. */
  [
    '$below',
    ({ $below, scope = [], by = 'parent', key = 'id', of = null }, prepare) => {
      const [place, root] = [prepare(scope), prepare(of)]
      const [up, name] = [String(by).split('.'), String(key).split('.')]
      return (variables, world) => {
        const records = world.records(String($below), [place(variables, world)].flat().map(String))
        return descendants(records, { root: root(variables, world) ?? null, up, name })
      }
    },
  ],
  /** `{ "$highest": "changes.sequence" }`: the highest number that a member has in a collection; 0 where there is none. */
  [
    '$highest',
    ({ $highest = '', scope = [] }, prepare) => {
      const place = prepare(scope)
      const [resource = '', ...member] = String($highest).split('.')
      return (variables, world) =>
        world.highest(resource, [place(variables, world)].flat().map(String), member.join('.'))
    },
  ],
  /** `{ "$next": "{scope.0} number", "above": ["issues.number"] }`: the next number of a counter, beyond those in the collections and beyond `from`. */
  [
    '$next',
    ({ $next = '', above = [], from = 0 }, prepare) => {
      const counter = prepare($next)
      const members = [above].flat().map((path) => String(path).split('.'))
      return (variables, world) => {
        const scope = Array.isArray(variables.scope) ? variables.scope.map(String) : []
        const highest = members.map(([resource = '', ...member]) =>
          world.highest(resource, scope, member.join('.')),
        )
        return world.next(String(counter(variables, world)), Math.max(Number(from), ...highest))
      }
    },
  ],
  /** `{ "$id": "cus_{base62:14}" }`: a new identifier; with a `seed`, the one that goes with that text. */
  [
    '$id',
    ({ $id, seed }, prepare) => {
      const filled = prepare(seed ?? null)
      return (variables, world) => {
        const name = filled(variables, world)
        return world.identifier(String($id), name === null || name === undefined ? undefined : String(name))
      }
    },
  ],
  /** `{ "$generate": "customer", "seed": "{record.id}" }`: data of a schema of the description. */
  [
    '$generate',
    ({ $generate, seed = '' }, prepare) => {
      const filledSeed = prepare(seed)
      return (variables, world) => world.generate(String($generate), String(filledSeed(variables, world)))
    },
  ],
]

interface Tree {
  readonly root: Json
  readonly up: readonly string[]
  readonly name: readonly string[]
}

function descendants(records: readonly JsonObject[], { root, up, name }: Tree): readonly JsonObject[] {
  const children = new Map<Json, JsonObject[]>()
  for (const record of records) {
    for (const parent of valuesAt(record, up).flat() as readonly Json[]) {
      const known = children.get(parent)
      if (known) known.push(record)
      else children.set(parent, [record])
    }
  }
  const found = new Set<JsonObject>()
  const walk = [...(children.get(root) ?? [])]
  for (const record of walk) {
    if (found.has(record)) continue
    found.add(record)
    walk.push(...(children.get(valueAt(record, name) ?? null) ?? []))
  }
  return [...found]
}
