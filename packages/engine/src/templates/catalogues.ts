import { type Definition, parseDefinition } from '@sallyport/definition'
import { type ErrorCode, SallyportError } from '@sallyport/errors'
import { compileLinear } from '@sallyport/runtime'
import { LRUCache } from 'lru-cache'
import { ScopedCache } from '../cache/scoped-cache.ts'
import type { ChangeFeed, DefinitionStore, StoredDefinition } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { Catalogue, UploadedVersion } from './catalogue.ts'
import type { SourceTemplateStore } from './source-template-store.ts'

export interface CataloguesOptions {
  readonly definitions: DefinitionStore
  readonly sourceTemplates: SourceTemplateStore
  readonly changes: ChangeFeed
  readonly builtIn: Catalogue
}

const MAX_ORGANIZATIONS = 10_000
/** Of read definitions, in characters of their JSON: about 128 MB with what JavaScript makes of them. */
const MAX_READ = 32 * 1024 * 1024
/** What a catalogue says of what it does not have. */
const MISSING: ReadonlySet<ErrorCode> = new Set([
  'template_not_found',
  'connector_type_not_found',
  'internal',
])
const ONLY = 'catalogue'

/** The catalogue of each organization: the connector types of the engine, its own, and its templates of them. */
export class Catalogues {
  readonly builtIn: Catalogue
  readonly #definitions: DefinitionStore
  readonly #sources: SourceTemplateStore
  readonly #cached: ScopedCache<Catalogue>
  /** A version never changes, so it outlives the catalogues that hold it. */
  readonly #read = new LRUCache<string, Definition>({
    maxSize: MAX_READ,
    sizeCalculation: (definition) => JSON.stringify(definition).length,
  })

  constructor({ definitions, sourceTemplates, changes, builtIn }: CataloguesOptions) {
    this.builtIn = builtIn
    this.#definitions = definitions
    this.#sources = sourceTemplates
    this.#cached = new ScopedCache({ changes, max: MAX_ORGANIZATIONS, load: (scope) => this.#load(scope) })
  }

  /** Answers without a promise where nothing has changed since the last time. */
  of(scope: OrganizationScope): Catalogue | Promise<Catalogue> {
    const found = this.#cached.get(scope, ONLY)
    return found instanceof Promise ? found.then((catalogue) => catalogue ?? this.builtIn) : found
  }

  /**
   * Looks something up; where it is not in memory, once more in what the database has now. Another engine may have
   * stored it a moment ago, and its news be under way.
   *
   * @throws SallyportError as `look` does.
   */
  async find<T>(scope: OrganizationScope, look: (catalogue: Catalogue) => T): Promise<T> {
    const found = this.of(scope)
    try {
      return look(found instanceof Promise ? await found : found)
    } catch (error) {
      if (!(error instanceof SallyportError && MISSING.has(error.code))) throw error
      return look((await this.#cached.reload(scope, ONLY)) ?? this.builtIn)
    }
  }

  async #load(scope: OrganizationScope): Promise<Catalogue> {
    const [rows, sources] = await Promise.all([this.#definitions.list(scope), this.#sources.list(scope)])
    if (rows.length === 0 && sources.length === 0) return this.builtIn
    const versions: UploadedVersion[] = []
    for (const row of rows) {
      const heir = rows.findLast(({ id, accessHash }) => id === row.id && accessHash === row.accessHash)
      const definition = await this.#definition(scope, heir ?? row)
      if (definition !== undefined) versions.push({ row, definition })
    }
    return this.builtIn.with({ uploaded: versions, sources })
  }

  /** What earlier versions of the engine took, and this one would not, is not offered. */
  async #definition(scope: OrganizationScope, row: StoredDefinition): Promise<Definition | undefined> {
    const key = `${scope.organizationId} ${row.id} ${row.version} ${row.contentHash}`
    const known = this.#read.get(key)
    if (known !== undefined) return known
    const { definition } = parseDefinition(await this.#definitions.read(scope, row), {
      compile: compileLinear,
    })
    if (definition !== undefined) this.#read.set(key, definition)
    return definition
  }
}
