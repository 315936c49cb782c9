import { actorOf, type Principal } from '../execute/principal.ts'
import type { AuditEvent, Storage } from '../ports.ts'
import type { Catalogues } from './catalogues.ts'
import type { TagLimits } from './tag-store.ts'

/** What the use cases of templates share. */
export interface TemplateOptions {
  readonly sourceTemplates: Storage['sourceTemplates']
  readonly tags: Storage['tags']
  readonly catalogues: Catalogues
  readonly now: () => number
  readonly newId: () => string
}

/** Templates that an organization may have, of each kind. */
export const MAX_TEMPLATES = 500
export const TAG_LIMITS: TagLimits = { maxTags: 500, maxOfTemplate: 50 }

/** One thing that is to be done, and in which request. */
export interface Act {
  readonly id: string
  readonly requestId: string
}

/** The record of an act on a template or a tag. */
export function auditOf(
  { now, newId }: Pick<TemplateOptions, 'now' | 'newId'>,
  principal: Principal,
  { type, id: subjectId, requestId }: Act & Pick<AuditEvent, 'type'>,
): AuditEvent {
  return { id: newId(), type, actor: actorOf(principal), subjectId, requestId, at: new Date(now()) }
}
