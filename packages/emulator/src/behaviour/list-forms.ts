import type { Json } from '../json.ts'
import { conversion, type Form, ofList } from './form.ts'

/** Forms over lists. */
export const listForms: readonly (readonly [string, Form])[] = [
  /** `{ "$count": "{records}" }`: how many. */
  ['$count', conversion('$count', (list) => [list].flat().length)],
  /** `{ "$join": "{body.users}", "with": "," }` */
  [
    '$join',
    ({ $join = [], with: glue = '' }, prepare) =>
      conversion('$join', (list) => [list].flat().map(String).join(String(glue)))({ $join }, prepare),
  ],
  /** `{ "$concat": ["{record.lines}", ["{line}"]] }`: the items of all lists. */
  [
    '$concat',
    ({ $concat = [] }, prepare) => {
      const lists = prepare($concat)
      return (variables, world) => [lists(variables, world)].flat().flatMap((list) => list ?? [])
    },
  ],
  /** `{ "$union": ["{record.labelIds}", "{args.labelId}"] }`: the items of all, each once. */
  [
    '$union',
    ({ $union = [] }, prepare) => {
      const lists = prepare($union)
      return (variables, world) => [
        ...new Set([lists(variables, world)].flat().flatMap((list) => list ?? [])),
      ]
    },
  ],
  /** `{ "$except": "{before.parents}", "items": ["{query.removeParents}"] }`: the items that are not among the others. */
  [
    '$except',
    ({ $except = [], items = [] }, prepare) => {
      const [list, others] = [prepare($except), prepare(items)]
      return (variables, world) => {
        const without = new Set([others(variables, world) ?? []].flat(2))
        return [list(variables, world) ?? []].flat().filter((item) => !without.has(item))
      }
    },
  ],
  /** `{ "$sorted": ["b", "a"], "direction": "desc" }`: by their letters. */
  [
    '$sorted',
    ({ $sorted = [], direction = 'asc' }, prepare) => {
      const list = prepare($sorted)
      return (variables, world) => {
        const sorted = [list(variables, world) ?? []].flat().toSorted(byLetters)
        return direction === 'desc' ? sorted.toReversed() : sorted
      }
    },
  ],
  /** `{ "$first": "{records}" }`, `{ "$last": "{records}" }`: one of a list; no value where it is empty. */
  ['$first', ofList('$first', (list) => list[0])],
  ['$last', ofList('$last', (list) => list.at(-1))],
  /** `{ "$skip": "{names}", "first": 2 }`: the items after so many. */
  ['$skip', ofList('$skip', (list, { first = 1 }) => list.slice(Number(first)))],
]

function byLetters(left: Json, right: Json): number {
  return String(left) < String(right) ? -1 : Number(String(left) > String(right))
}
