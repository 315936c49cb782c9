import type { Behaviour } from './behaviour/behaviour.ts'
import type { TemplateWorld } from './behaviour/filled.ts'
import type { Description } from './description/operation.ts'
import { generateValue } from './generate/generate-value.ts'
import type { Json, JsonObject } from './json.ts'
import type { OperationPlan } from './respond/operation-plan.ts'
import { findStored, type Place } from './respond/place.ts'
import { commonVariables, type Surroundings } from './respond/request-variables.ts'
import { createFindPlace } from './state/find-place.ts'
import { ownerWasMade } from './state/owner-was-made.ts'
import { readResources } from './state/read-resources.ts'
import type { Exchange } from './state/recordings.ts'
import type { Resource } from './state/resource.ts'
import { type SampleOptions, Samples } from './state/samples.ts'
import { type Collections, type FindPlace, Seeds } from './state/seeds.ts'
import { Store } from './state/store.ts'
import { createTemplateWorld } from './template-world.ts'

export interface RecordsOptions {
  readonly description: Description
  readonly behaviour: Behaviour
  readonly seed: string
  readonly size: number
  readonly exchanges: readonly Exchange[]
  readonly collections: Collections
  readonly surroundings: Surroundings
  readonly links?: SampleOptions['links']
}

/** The records of a third party and everything that makes, finds and describes them. */
export interface Records {
  readonly resources: ReadonlyMap<string, Resource>
  readonly plans: ReadonlyMap<string, OperationPlan>
  readonly store: Store
  readonly samples: Samples
  readonly templates: TemplateWorld
  /** Schema-valid data; the same for the same name. */
  readonly generate: (schema: JsonObject, name: string) => Json
}

/** Throws a `TypeError` where behaviour or collections do not fit the description. */
export function createRecords(options: RecordsOptions): Records {
  const { description, behaviour, seed, size, surroundings } = options
  // Samples were there before the emulator began: they all know the same time.
  const start = surroundings.now()
  const known = commonVariables({ ...surroundings, now: () => start })
  const { resources, plans, depths } = readResources(behaviour, description)
  const generate = (schema: JsonObject, name: string, mode: 'full' | 'blank' = 'full') =>
    generateValue(schema, `${seed}/${name}`, { schemas: description.schemas, now: start, mode })
  const templates = createTemplateWorld({
    seed,
    description,
    start,
    store: () => store,
    discover: (resource, scope, { member, value }) =>
      resources.get(resource)?.behaviour.key === member && typeof value === 'string'
        ? findStored({ store, samples, resources }, { resource, scope, key: value })?.record
        : undefined,
  })
  const samples = new Samples({
    seed: '',
    size,
    variables: () => known,
    world: templates,
    generate,
    links: options.links,
  })
  const find = createFindPlace({ description, slashes: behaviour.slashes ?? [], plans, resources })
  const seeds = new Seeds(options.exchanges, options.collections, find)
  const store: Store = new Store((name, scope) => {
    const resource = resources.get(name)
    if (!resource) throw new TypeError(`There is no resource "${name}".`)
    const own = seeds.find(name, scope)
    if (own) return own
    if (resource.behaviour.beside && seeds.find(resource.behaviour.beside, scope)) return []
    // A search may name what no path does: records there would be in the lists above it.
    const elsewhere = scope.length !== (depths.get(name) ?? scope.length)
    return elsewhere || ownerWasMade(store, resource, scope) ? [] : samples.fill(resource, scope)
  })
  for (const { resource, scope, key } of presentPlaces(behaviour, find, seeds)) {
    if (key === undefined) store.list(resource, scope)
    else findStored({ store, samples, resources }, { resource, scope, key })
  }
  return { resources, plans, store, samples, templates, generate }
}

/** What the behaviour has where nobody says otherwise, and what the seeds have in places of their own. Throws a `TypeError` for a path that names nothing. */
function presentPlaces({ present = [] }: Behaviour, find: FindPlace, seeds: Seeds): readonly Place[] {
  const named = present.map((path) => {
    const place = find(path)
    if (!place) throw new TypeError(`Nothing can be present at "${path}".`)
    return { resource: place.resource.name, scope: place.scope, key: place.key }
  })
  const free = named.filter(({ resource, scope }) => !seeds.find(resource, scope))
  return [...free, ...seeds.places.map((place) => ({ ...place, key: undefined }))]
}
