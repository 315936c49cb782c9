import { type Definition, parseDefinition } from '@sallyport/definition'
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
