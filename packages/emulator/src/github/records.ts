import type { Description } from '../description.ts'
import { asObject, asObjects, type Json, type JsonObject } from '../json.ts'
import type { Match } from '../router.ts'
import type { Aliases } from './aliases.ts'
import { blankIssue, blankLabel } from './blank-records.ts'
import { changed, changedIssue, changedLabel } from './changes.ts'
import { recordings } from './recordings.ts'
import { renamed, renamedRecord } from './renamed.ts'

type Params = Readonly<Record<string, string>>

export interface RecordsOptions {
  readonly description: Description
  readonly aliases: Aliases
  /** Own lists by path (`/repos/acme/site/issues`) or, for any values, by path template. */
  readonly collections: ReadonlyMap<string, readonly JsonObject[]>
  readonly now: () => number
}

const ISSUES = '/repos/{owner}/{repo}/issues'
const LABELS = '/repos/{owner}/{repo}/labels'
const REPOSITORY = '/repos/{owner}/{repo}'

/** Lists whose items have a path of their own, and the member that the path names. */
const KEYS = new Map([
  [ISSUES, 'number'],
  [LABELS, 'name'],
])

/** Numbers and ids of new records begin here, clear of those that are recorded or exemplary. */
const FIRST_ID = 3_000_001

/**
 * The state of the emulated GitHub, in memory. A path is looked up before its template: first what was
 * written, the caller's own collections and what was recorded, then collections for any path, and last
 * the examples of the description.
 */
export class Records {
  readonly #options: RecordsOptions
  readonly #lists: Map<string, readonly JsonObject[]>
  readonly #documents = new Map<string, JsonObject>()
  #nextId = FIRST_ID

  constructor(options: RecordsOptions) {
    this.#options = options
    this.#lists = new Map([...recordings.lists, ...recordings.searches, ...options.collections])
    for (const [path, record] of recordings.documents) {
      this.#documents.set(path, { ...record, id: options.aliases.idOf(path) })
    }
  }

  list(template: string, params: Params): readonly JsonObject[] {
    const known = this.#lists.get(expand(template, params)) ?? this.#lists.get(template)
    return known ?? renamed(asObjects(this.#example('GET', template)), params)
  }

  /** What a search finds: recorded for this very text, else the same for any. */
  search(path: string, text: string): readonly JsonObject[] {
    const known = this.#lists.get(`${path}?q=${text}`) ?? this.#lists.get(path)
    return known ?? asObjects(asObject(this.#example('GET', path)).items)
  }

  find({ operation, params }: Match): JsonObject | undefined {
    const { list, key, value } = itemOf(operation.path, params)
    if (key) return this.list(list, params).find((record) => String(record[key]) === value)
    return this.#document(operation.path, params)
  }

  /** The new record, or `undefined` when another one has its name. */
  create({ operation, params }: Match, body: JsonObject): JsonObject | undefined {
    const example = asObject(operation.success.example)
    if (operation.path === ISSUES) return this.#add(ISSUES, params, this.#newIssue(example, params, body))
    if (operation.path !== LABELS) return this.#createRepository(operation.path, params, body)
    if (this.list(LABELS, params).some((label) => label.name === body.name)) return undefined
    const blank = blankLabel(renamed(example, params), this.#nextId++)
    return this.#add(LABELS, params, changedLabel(blank, body))
  }

  /** The changed record, or `undefined` when there is none. */
  update(match: Match, body: JsonObject): JsonObject | undefined {
    const { operation, params } = match
    const { list, key, value } = itemOf(operation.path, params)
    if (!key) return this.#replaceDocument(match, body)
    const records = this.list(list, params)
    const index = records.findIndex((record) => String(record[key]) === value)
    const record = records[index]
    if (!record) return undefined
    const after =
      list === ISSUES ? changedIssue(record, body, this.#context(params)) : changedLabel(record, body)
    this.#lists.set(expand(list, params), records.with(index, after))
    return after
  }

  #add(template: string, params: Params, record: JsonObject): JsonObject {
    this.#lists.set(expand(template, params), [record, ...this.list(template, params)])
    return record
  }

  #newIssue(example: JsonObject, params: Params, body: JsonObject): JsonObject {
    const numbers = this.list(ISSUES, params).map((issue) => Number(issue.number))
    const number = 1 + numbers.reduce((most, other) => Math.max(most, other), 0)
    const context = this.#context(params)
    const blank = blankIssue(renamed(example, params), { id: this.#nextId++, number, time: context.time })
    return changedIssue(blank, body, context)
  }

  #createRepository(template: string, params: Params, body: JsonObject): JsonObject | undefined {
    const owner = params.org ?? String(this.#document('/user', {}).login)
    const address = { owner, repo: String(body.name) }
    const path = expand(REPOSITORY, address)
    if (this.#documents.has(path)) return undefined
    const record = changed(this.#document(REPOSITORY, address), body)
    this.#documents.set(path, record)
    return this.#add(template, params, record)
  }

  #replaceDocument({ operation, params }: Match, body: JsonObject): JsonObject {
    const before = this.#document(operation.path, params)
    const after = changed(before, body)
    const { owner, repo } = params
    const record = repo ? { ...after, full_name: `${owner}/${after.name}` } : after
    this.#documents.set(expand(operation.path, params), record)
    // Renamed, it is found under both names: GitHub redirects from the old one.
    if (repo) this.#documents.set(`/repos/${record.full_name}`, record)
    if (repo) this.#replaceInLists(before, record)
    return record
  }

  #replaceInLists(before: JsonObject, after: JsonObject): void {
    for (const [path, list] of this.#lists) {
      const index = list.findIndex((record) => record.full_name === before.full_name)
      if (index >= 0) this.#lists.set(path, list.with(index, { ...list[index], ...after }))
    }
  }

  #document(template: string, params: Params): JsonObject {
    const path = expand(template, params)
    const known = this.#documents.get(path)
    if (known) return known
    const example = renamedRecord(asObject(this.#example('GET', template)), params)
    return template === '/user' ? example : { ...example, id: this.#options.aliases.idOf(path) }
  }

  #example(method: string, template: string): Json {
    return this.#options.description.operations.get(`${method} ${template}`)?.success.example ?? null
  }

  #context(params: Params) {
    const time = new Date(this.#options.now()).toISOString().replace(/\.\d+Z$/, 'Z')
    return { labels: this.list(LABELS, params), time }
  }
}

function itemOf(template: string, params: Params) {
  const cut = template.lastIndexOf('/')
  const list = template.slice(0, cut)
  return { list, key: KEYS.get(list), value: params[template.slice(cut + 2, -1)] }
}

export function expand(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
}
