import type { Customization } from './customization.ts'

/** How accounts are used that are connected through a template: live, copied, or both. This engine calls live. */
export type TemplateMode = 'DIRECT' | 'REPLICATION' | 'MULTI'

/** An organization's own offer of one connector type to its workspaces. */
export interface SourceTemplate {
  readonly id: string
  readonly organizationId: string
  readonly definitionId: string
  readonly name: string
  /** Settings that the definition names, under those of whoever connects an account. None of them is secret. */
  readonly defaultConfig: Readonly<Record<string, unknown>>
  readonly customization: Customization | null
  readonly mode: TemplateMode
  /** Names, in their order. */
  readonly tags: readonly string[]
  readonly createdAt: Date
  readonly updatedAt: Date
  /** It is offered to nobody, and kept for the connectors that were made from it. */
  readonly deletedAt: Date | null
}
