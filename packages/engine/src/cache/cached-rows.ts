import type { Storage } from '../ports.ts'
import { ScopedCache, type ScopedCacheOptions } from './scoped-cache.ts'

/** Rows of each kind held in memory at most. A sealed connector measures about 2 KB. */
const MAX_ROWS = 20_000

/** What every call looks at, kept in memory until it changes. */
export function cachedRows({ changes, ...storage }: Storage) {
  const cached = <V extends object>(load: ScopedCacheOptions<V>['load']) =>
    new ScopedCache<V>({ changes, max: MAX_ROWS, load })
  return {
    applications: cached((scope, id) => storage.applications.find(scope, id)),
    cachedWorkspaces: cached((scope, id) => storage.workspaces.find(scope, id)),
    cachedConnectors: cached((scope, id) => storage.connectors.find(scope, id)),
  }
}
