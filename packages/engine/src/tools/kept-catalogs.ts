import type { ToolCatalog } from '@sallyport/tools'
import { LRUCache } from 'lru-cache'
import type { Catalogue } from '../templates/catalogue.ts'

/** Of some hundred operations each: together some tens of MB at the most. */
const MAX_KEPT = 50

interface Place {
  /** The definitions. Another one of them is another object. */
  readonly catalogue: Catalogue
  /** Everything else that it is made of. */
  readonly key: string
}

/** Catalogs of tools that were made before: to name some hundred operations takes longer than to look what has changed. */
export class KeptCatalogs {
  readonly #kept = new LRUCache<string, { readonly catalogue: Catalogue; readonly catalog: ToolCatalog }>({
    max: MAX_KEPT,
  })

  get({ catalogue, key }: Place, make: () => ToolCatalog): ToolCatalog {
    const kept = this.#kept.get(key)
    if (kept?.catalogue === catalogue) return kept.catalog
    const catalog = make()
    this.#kept.set(key, { catalogue, catalog })
    return catalog
  }
}
