import type { Engine, Storage } from '@sallyport/engine'

/** Parts in place of those that were put together: how tests plant the mistakes that they are there to find. */
export interface Planted {
  readonly storage?: (storage: Storage) => Storage
  readonly engine?: (engine: Engine) => Engine
}
