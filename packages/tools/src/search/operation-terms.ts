import type { Definition, Effect, Entity, Operation } from '@sallyport/definition'
import { stemOf } from './stem.ts'
import { nounMeanings, phrases, verbMeanings } from './synonyms/synonyms.ts'
import { wordsOf } from './words.ts'

/** What an operation can be found by. Strengths go from 0 to 1: 1 is its own name, little is the text of a parameter. */
export interface OperationTerms {
  readonly things: ReadonlyMap<string, number>
  readonly doings: ReadonlyMap<string, number>
  readonly effect: Effect
  /** Stem of what it does. */
  readonly verb: string
  /** Words of its name beyond what it does: of "list_for_team" one. Who says none of them means a plainer one. */
  readonly extras: readonly string[]
  /** Its entity and the parts of that name. */
  readonly names: readonly string[]
}

const STRENGTH = {
  name: 1,
  actionThing: 0.9,
  about: 0.75,
  aboutDoing: 0.6,
  part: 0.5,
  parameter: 0.5,
  entityAbout: 0.5,
  field: 0.35,
  choice: 0.3,
  text: 0.2,
} as const

/** Words within names of actions that tell nothing. */
const LINKS = new Set(['api', 'for', 'to', 'from', 'by', 'of', 'in', 'all'])

const known = new WeakMap<Definition, ReadonlyMap<string, OperationTerms>>()

/** Terms of each operation of a definition, by `entity.action`. They are worked out once. */
export function termsOf(definition: Definition): ReadonlyMap<string, OperationTerms> {
  const found = known.get(definition)
  if (found) return found
  const names = new Set([...phrases, ...namesOf(definition)])
  const terms = new Map(
    Object.entries(definition.entities).flatMap(([name, entity]) =>
      Object.entries(entity.actions).map(
        ([action, operation]) =>
          [`${name}.${action}`, operationTerms({ name, entity, action, operation }, names)] as const,
      ),
    ),
  )
  known.set(definition, terms)
  return terms
}

/** Names of entities that have several parts, which then are one word. */
export function namesOf(definition: Definition): string[] {
  return Object.keys(definition.entities)
    .map(nameStem)
    .filter((stem) => stem.includes('_'))
}

interface Named {
  readonly name: string
  readonly entity: Entity
  readonly action: string
  readonly operation: Operation
}

function operationTerms(
  { name, entity, action, operation }: Named,
  phrases: ReadonlySet<string>,
): OperationTerms {
  const things = new Map<string, number>()
  const doings = new Map<string, number>()
  const parts = partsOf(action)
  const text = (words: string | undefined, strength: number) => {
    for (const { stem } of wordsOf(words ?? '', phrases)) strengthen(things, stem, strength)
  }
  strengthen(things, nameStem(name), STRENGTH.name)
  for (const part of partsOf(name)) strengthen(things, part, STRENGTH.part)
  for (const part of [...parts.slice(1), nameStem(parts.slice(1).join('_'))]) {
    strengthen(things, part, STRENGTH.actionThing)
    if (verbMeanings.has(part)) strengthen(doings, part, STRENGTH.actionThing)
  }
  strengthen(doings, parts[0] ?? '', STRENGTH.name)
  for (const { stem } of wordsOf(operation.about ?? '', phrases))
    if (verbMeanings.has(stem) && !nounMeanings.has(stem)) strengthen(doings, stem, STRENGTH.aboutDoing)
  text(operation.about, STRENGTH.about)
  text(entity.about, STRENGTH.entityAbout)
  addParameters(operation, text)
  for (const field of fieldsRead(entity, operation)) text(spaced(field), STRENGTH.field)
  return {
    things,
    doings,
    effect: operation.effect,
    verb: parts[0] ?? '',
    extras: parts.slice(1),
    names: [nameStem(name), ...partsOf(name)],
  }
}

function addParameters(
  { params }: Operation,
  text: (words: string | undefined, strength: number) => void,
): void {
  for (const [param, schema] of Object.entries(params.properties)) {
    text(spaced(param), STRENGTH.parameter)
    const { description, enum: choices } = schema as { description?: string; enum?: readonly unknown[] }
    text(description, STRENGTH.text)
    for (const choice of choices?.slice(0, 20) ?? []) text(String(choice), STRENGTH.choice)
  }
}

/** What the records tell that an operation reads. */
function fieldsRead({ record }: Entity, { effect }: Operation): string[] {
  if (effect !== 'read') return []
  return Object.keys((record as { readonly properties?: object }).properties ?? {})
}

/** "timeZone" in words. */
function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2')
}

function strengthen(terms: Map<string, number>, stem: string, strength: number): void {
  if (stem !== '' && (terms.get(stem) ?? 0) < strength) terms.set(stem, strength)
}

function partsOf(name: string): string[] {
  return name
    .split('_')
    .filter((part) => !LINKS.has(part))
    .map(stemOf)
}

function nameStem(name: string): string {
  return name.split('_').map(stemOf).join('_')
}
