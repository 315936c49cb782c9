import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Resource } from '../state/resource.ts'
import type { Samples } from '../state/samples.ts'
import type { Store } from '../state/store.ts'
import { findStored } from './place.ts'

type AliasBehaviour = NonNullable<Behaviour['aliases']>[number]

/** Paths that name a thing by a number where the description names it by its name, and back. */
export interface PathAliases {
  toNamed(path: string): string
  toNumbered(path: string): string
  /** Whether the path has a number where another has a name, also where nothing has that number. */
  isNumbered(path: string): boolean
}

interface Places {
  readonly store: Store
  readonly samples: Samples
  readonly resources: ReadonlyMap<string, Resource>
}

/** `{ "named": "/repos/{owner}/{repo}", "numbered": "/repositories/{id}", "resource": "repositories" }`. */
export function createPathAliases(aliases: readonly AliasBehaviour[], places: Places): PathAliases {
  const prepared = aliases.map((alias) => prepareAlias(alias, places))
  return {
    toNamed: (path) => firstOf(prepared, ({ toNamed }) => toNamed(path)) ?? path,
    toNumbered: (path) => firstOf(prepared, ({ toNumbered }) => toNumbered(path)) ?? path,
    isNumbered: (path) => prepared.some(({ isNumbered }) => isNumbered(path)),
  }
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function prepareAlias(
  { named, numbered, resource, member }: AliasBehaviour,
  { store, samples, resources }: Places,
) {
  const namedPattern = pattern(named)
  const numberedPattern = pattern(numbered)
  return {
    isNumbered: (path: string) => numberedPattern.test(path),
    toNamed(path: string): string | undefined {
      const [start, id] = numberedPattern.exec(path) ?? []
      if (start === undefined) return undefined
      const stored = store.list(resource, []).find(({ record }) => String(record[member]) === id)
      return stored && fill(named, [...stored.scope, stored.key]) + path.slice(start.length)
    },
    toNumbered(path: string): string | undefined {
      const [start, ...names] = namedPattern.exec(path) ?? []
      const kind = resources.get(resource)
      if (start === undefined || !kind) return undefined
      const [scope, key] = [
        names.slice(0, -1).map(decodeURIComponent),
        decodeURIComponent(names.at(-1) ?? ''),
      ]
      const stored = findStored({ store, samples, resources }, { resource, scope, key })
      return stored && fill(numbered, [String(stored.record[member])]) + path.slice(start.length)
    },
  }
}

function pattern(template: string): RegExp {
  const texts = template.split(/\{[^{}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${texts.join('([^/?]+)')}(?=/|\\?|$)`)
}

function fill(template: string, values: readonly string[]): string {
  const left = [...values]
  return template.replace(/\{[^{}]+\}/g, () => encodeURIComponent(left.shift() ?? ''))
}
