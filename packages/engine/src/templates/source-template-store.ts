import type { AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { SourceTemplate } from './source-template.ts'

export type StoredSourceTemplate = Omit<SourceTemplate, 'tags'>

/** Defaults of a template as its connectors get them. */
export interface Propagation {
  readonly templateId: string
  /** Settings that are not among the `kept`. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** Names of settings that stay as they are, whatever the template says. */
  readonly kept: readonly string[]
  /** Versions of an uploaded definition whose connectors are set in the same way; none where it is not uploaded. */
  readonly versions: readonly number[] | null
  readonly at: Date
}

/** Port: source templates. */
export interface SourceTemplateStore {
  /** Oldest first, those that were deleted among them. */
  list(scope: OrganizationScope): Promise<readonly SourceTemplate[]>
  /** Makes tags that are not there yet. `full` where there are as many templates, or tags, as there may be. */
  insert(
    scope: OrganizationScope,
    template: StoredSourceTemplate,
    options: {
      readonly tags: readonly string[]
      readonly maxTemplates: number
      readonly maxTags: number
      readonly newId: () => string
      readonly event: AuditEvent
    },
  ): Promise<'stored' | 'full'>
  /** False where it is no longer as it was at `read`. */
  update(
    scope: OrganizationScope,
    template: StoredSourceTemplate,
    change: { readonly read: Date; readonly event: AuditEvent },
  ): Promise<boolean>
  /** Ends the offer. False where there is none. Removes those that no connector names. */
  delete(scope: OrganizationScope, id: string, event: AuditEvent): Promise<boolean>
  /**
   * Gives changed defaults to a few of the connectors made from a template, in the order of their ids.
   *
   * @param batch.after Id of the last connector that was looked at.
   * @returns Id of the last one that was looked at; none where there are no more.
   */
  propagate(
    scope: OrganizationScope,
    propagation: Propagation,
    batch: {
      readonly after: string | undefined
      readonly eventOf: (connectorId: string) => AuditEvent
    },
  ): Promise<{ readonly last: string | undefined; readonly changed: number; readonly skipped: number }>
}
