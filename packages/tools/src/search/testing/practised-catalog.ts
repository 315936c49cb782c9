import { createToolCatalog, type ToolCatalog } from '../../tool-catalog.ts'
import type { ToolState } from '../../tool-subject.ts'
import { practised } from './practised.ts'

/** A workspace with one connector of each type. */
export function practisedCatalog(state: ToolState = 'connected'): ToolCatalog {
  return createToolCatalog(
    practised.map((definition) => ({
      id: `id-${definition.slug}`,
      name: definition.title,
      definition,
      state,
    })),
  )
}
