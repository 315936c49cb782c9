import type { AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** One version of an uploaded definition, without its JSON. */
export interface StoredDefinition {
  readonly id: string
  readonly organizationId: string
  /** Counted from 1. */
  readonly version: number
  readonly slug: string
  readonly contentHash: string
  /** Of all that a model reads. */
  readonly textsHash: string
  /** Of ways to authenticate, addresses and settings. */
  readonly accessHash: string
  readonly createdAt: Date
}

export interface PushOptions {
  /** Definitions that an organization may have. */
  readonly max: number
  readonly event: AuditEvent
}

/** Port: definitions that organizations uploaded. */
export interface DefinitionStore {
  /** Every version that is kept, the versions of one definition in their order. */
  list(scope: OrganizationScope): Promise<readonly StoredDefinition[]>
  /** The JSON of one version, as it was pushed. */
  read(scope: OrganizationScope, version: { readonly id: string; readonly version: number }): Promise<unknown>
  /**
   * Stores a version that follows the latest; `outdated` where that is another by now, `taken` where another
   * definition has its slug, `full` where there are as many as there may be.
   */
  push(
    scope: OrganizationScope,
    row: StoredDefinition & { readonly definition: unknown },
    options: PushOptions,
  ): Promise<'stored' | 'outdated' | 'taken' | 'full'>
  /** How many connectors were made with each version. */
  countConnectors(
    scope: OrganizationScope,
    id: string,
  ): Promise<readonly { readonly version: number; readonly connectors: number }[]>
  /** Removes all versions, unless connectors were made with them, templates offer them, or tokens of connectors are still to be ended. */
  remove(
    scope: OrganizationScope,
    id: string,
    event: AuditEvent,
  ): Promise<{
    readonly removed: boolean
    readonly connectors: number
    readonly templates: number
    readonly ending: number
  }>
}
