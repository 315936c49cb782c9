import type { AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** A word of an organization for its templates. */
export interface Tag {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Which templates a tag is put on. */
export type Tagged = 'source' | 'connection'

export interface TagLimits {
  /** Tags that an organization may have. */
  readonly maxTags: number
  /** Tags that a template may have. */
  readonly maxOfTemplate: number
}

/** Port: tags, and what they are on. */
export interface TagStore {
  list(scope: OrganizationScope): Promise<readonly Tag[]>
  /** Gives the tag of that name, made from `tag` and recorded where there was none; none where there are too many. */
  ensure(
    scope: OrganizationScope,
    tag: Tag,
    options: { readonly max: number; readonly event: AuditEvent },
  ): Promise<Tag | 'full'>
  rename(
    scope: OrganizationScope,
    change: { readonly from: string; readonly to: string; readonly at: Date },
    event: Omit<AuditEvent, 'subjectId'>,
  ): Promise<Tag | 'missing' | 'taken'>
  /** Takes it off whatever it is on. */
  delete(
    scope: OrganizationScope,
    name: string,
    event: Omit<AuditEvent, 'subjectId'>,
  ): Promise<string | undefined>
  /** Puts a tag on a template, made where it is new. */
  attach(
    scope: OrganizationScope,
    to: { readonly kind: Tagged; readonly templateId: string; readonly tag: Tag },
    options: TagLimits & { readonly event: AuditEvent },
  ): Promise<'attached' | 'no template' | 'full'>
  /** Takes it off; one that is not there is off. */
  detach(
    scope: OrganizationScope,
    from: { readonly kind: Tagged; readonly templateId: string; readonly name: string },
    event: AuditEvent,
  ): Promise<'detached' | 'no template'>
}
