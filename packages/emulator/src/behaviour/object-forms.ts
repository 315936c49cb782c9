import { asObjects, type Json, type JsonObject } from '../json.ts'
import { type Form, selection } from './form.ts'
import { valueAt } from './value-at.ts'

/** Forms over members of objects. */
export const objectForms: readonly (readonly [string, Form])[] = [
  /** `{ "$pick": "{record}", "members": ["id", "object"] }` and `{ "$omit": … }`. */
  ['$pick', selection('$pick', (names, name) => names.includes(name))],
  ['$omit', selection('$omit', (names, name) => !names.includes(name))],
  /** `{ "$object": [["{body.name}", 1]] }`: members whose names are known only then. */
  [
    '$object',
    ({ $object = [] }, prepare) => {
      const members = prepare($object)
      return (variables, world) =>
        Object.fromEntries(
          [members(variables, world) ?? []]
            .flat()
            .flatMap((pair) =>
              Array.isArray(pair) ? [[String(pair[0]), (pair[1] ?? null) as Json] as const] : [],
            ),
        )
    },
  ],
  /** `{ "$at": "{violation.field}", "in": "{body}" }`: the value at a path that is known only then. */
  [
    '$at',
    ({ $at = '', in: source = null }, prepare) => {
      const [path, value] = [prepare($at), prepare(source)]
      return (variables, world) =>
        valueAt(value(variables, world), String(path(variables, world) ?? '').split('.'))
    },
  ],
  /**
   * `{ "$entries": "{files}", "at": "docs" }`: what a folder holds, of files that are known by their `path`. Its
   * folders are `{ "type": "dir", "name", "path" }`. Without entries there is no such folder, and no value.
   */
  [
    '$entries',
    ({ $entries = [], at = '' }, prepare) => {
      const [files, folder] = [prepare($entries), prepare(at)]
      return (variables, world) =>
        entriesOf(asObjects(files(variables, world)), String(folder(variables, world) ?? ''))
    },
  ],
]

function entriesOf(files: readonly JsonObject[], folder: string): JsonObject[] | undefined {
  const start = folder.replace(/^\/+|\/+$/g, '')
  const prefix = start === '' ? '' : `${start}/`
  const found = new Map<string, JsonObject>()
  for (const file of files) {
    const path = String(file.path)
    if (!path.startsWith(prefix)) continue
    const [name = '', ...below] = path.slice(prefix.length).split('/')
    found.set(name, below.length === 0 ? file : { type: 'dir', name, path: prefix + name })
  }
  if (found.size === 0) return undefined
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry)
}
