import { namePrefixes, RESERVED_NAMES } from './name-prefixes.ts'
import { type NamedOperation, openOperations, type ToolSubject } from './tool-subject.ts'
import { uniqueNames } from './unique-names.ts'

/** One operation of one connector, under the name of its tool. */
export interface ToolEntry extends NamedOperation {
  readonly name: string
  readonly subject: ToolSubject
}

/** Everything that the agent could do, by the names of tools. Nothing of it is made into text until it is shown. */
export interface ToolCatalog {
  readonly subjects: readonly ToolSubject[]
  readonly entries: readonly ToolEntry[]
  /** By the name of a tool, or by `github.issues.list`, which models also write. */
  find(name: string): ToolEntry | undefined
  /** By its id, its name, or the slug of its type where it is the only one. */
  findSubject(name: string): ToolSubject | undefined
  /** What names of a connector's tools begin with, by its id. */
  prefixOf(subject: ToolSubject): string
}

/** Names the operations of connectors. The same connectors get the same names everywhere, in whatever order. */
export function createToolCatalog(subjects: readonly ToolSubject[]): ToolCatalog {
  const prefixes = namePrefixes(
    subjects.map(({ id, name, definition }) => ({ id, name, slug: definition.slug })),
  )
  const prefixOf = ({ id, definition }: ToolSubject) => prefixes.get(id) ?? definition.slug
  const open = subjects.flatMap((subject) => openOperations(subject).map((named) => ({ ...named, subject })))
  const names = uniqueNames(
    open.map(({ subject, entity, action }) => ({
      text: `${prefixOf(subject)}_${entity}_${action}`,
      identity: `${subject.id} ${entity} ${action}`,
    })),
    RESERVED_NAMES,
  )
  const entries = open.map((each, index) => ({ ...each, name: names[index] ?? '' }))
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const bySpelling = spellings(entries, prefixOf)
  return {
    subjects,
    entries,
    find: (name) => byName.get(name) ?? bySpelling.get(plain(name)),
    findSubject: (name) => findSubject(subjects, name, prefixOf),
    prefixOf,
  }
}

/** Other ways to write the names of tools. One that could mean two of them means none. */
function spellings(
  entries: readonly ToolEntry[],
  prefixOf: (subject: ToolSubject) => string,
): ReadonlyMap<string, ToolEntry> {
  const found = new Map<string, ToolEntry>()
  const ambiguous = new Set<string>()
  for (const entry of entries) {
    const spelling = plain(`${prefixOf(entry.subject)}.${entry.entity}.${entry.action}`)
    if (found.has(spelling)) ambiguous.add(spelling)
    else found.set(spelling, entry)
  }
  for (const spelling of ambiguous) found.delete(spelling)
  return found
}

/** Dots, hyphens, slashes and spaces are what models take for an underscore, and the other way round. */
function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
}

function findSubject(
  subjects: readonly ToolSubject[],
  name: string,
  prefixOf: (subject: ToolSubject) => string,
): ToolSubject | undefined {
  const known = (test: (subject: ToolSubject) => boolean) => {
    const [found, ...others] = subjects.filter(test)
    return others.length === 0 ? found : undefined
  }
  const wanted = plain(name)
  return (
    known(({ id }) => id === name) ??
    known((subject) => plain(prefixOf(subject)) === wanted) ??
    known((subject) => plain(subject.name) === wanted) ??
    known(({ definition }) => plain(definition.slug) === wanted)
  )
}
