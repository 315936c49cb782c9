import type { ConnectOptions } from '../connect/connect-options.ts'

/** What the use cases of collecting share. */
export type CollectionOptions = ConnectOptions
