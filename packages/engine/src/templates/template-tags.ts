import { SallyportError } from '@sallyport/errors'
import { actorOf, type Principal } from '../execute/principal.ts'
import { tooMany } from './create-template.ts'
import { type Offer, templateNotFound } from './offer.ts'
import { parseTag } from './tag-name.ts'
import type { Tag, Tagged } from './tag-store.ts'
import { auditOf, TAG_LIMITS, type TemplateOptions } from './template-options.ts'
import { ownTemplate } from './update-template.ts'

/** What tags need of the engine. */
export type TagOptions = Pick<TemplateOptions, 'tags' | 'now' | 'newId'>

interface Named {
  readonly name: string
  readonly requestId: string
}

/** Makes a tag; one that is there already is it. @throws SallyportError `invalid_request` */
export async function createTag(
  options: TagOptions,
  principal: Principal,
  { name, requestId }: Named,
): Promise<Tag> {
  const tag = newTag(options, principal, parseTag('name', name))
  const event = auditOf(options, principal, { type: 'tag.created', id: tag.id, requestId })
  const made = await options.tags.ensure(principal.scope, tag, { max: TAG_LIMITS.maxTags, event })
  if (made === 'full') throw tooMany(`An organization has at most ${TAG_LIMITS.maxTags} tags.`)
  return made
}

/** Gives a tag another name, wherever it is. @throws SallyportError `tag_not_found`, `invalid_request` where it is taken. */
export async function renameTag(
  options: TagOptions,
  principal: Principal,
  { from, to, requestId }: { readonly from: string; readonly to: string; readonly requestId: string },
): Promise<Tag> {
  const at = new Date(options.now())
  const change = { from: from.normalize('NFC'), to: parseTag('name', to), at }
  const event = {
    id: options.newId(),
    type: 'tag.renamed',
    actor: actorOf(principal),
    requestId,
    at,
  } as const
  const renamed = await options.tags.rename(principal.scope, change, event)
  if (renamed === 'missing') throw tagNotFound()
  if (renamed !== 'taken') return renamed
  const message = 'Another tag has this name.'
  throw new SallyportError('invalid_request', message, {
    fix: 'Choose another name, or delete one of the two.',
    problems: [{ field: 'name', code: 'taken', message }],
  })
}

/** Removes a tag from wherever it is. @throws SallyportError `tag_not_found` */
export async function deleteTag(options: TagOptions, principal: Principal, { name, requestId }: Named) {
  const at = new Date(options.now())
  const event = {
    id: options.newId(),
    type: 'tag.deleted',
    actor: actorOf(principal),
    requestId,
    at,
  } as const
  const id = await options.tags.delete(principal.scope, name.normalize('NFC'), event)
  if (id === undefined) throw tagNotFound()
  return { id, at }
}

interface Tagging {
  readonly kind: Tagged
  readonly id: string
  readonly tag: string
  readonly requestId: string
}

/** Puts a tag on a template. @throws SallyportError `template_not_found`, `invalid_request` */
export async function attachTag(
  options: TagOptions,
  principal: Principal,
  { kind, id, tag: name, requestId }: Tagging,
): Promise<void> {
  const tag = newTag(options, principal, parseTag('tag', name))
  const event = auditOf(options, principal, { type: `${kind}_template.tagged`, id, requestId })
  const to = { kind, templateId: id, tag }
  const outcome = await options.tags.attach(principal.scope, to, { ...TAG_LIMITS, event })
  if (outcome === 'no template') throw templateNotFound()
  if (outcome === 'attached') return
  const { maxTags, maxOfTemplate } = TAG_LIMITS
  throw tooMany(`A template has at most ${maxOfTemplate} tags, and an organization ${maxTags}.`)
}

/** Takes a tag off a template. @throws SallyportError `template_not_found` */
export async function detachTag(
  options: TagOptions,
  principal: Principal,
  { kind, id, tag, requestId }: Tagging,
): Promise<void> {
  const event = auditOf(options, principal, { type: `${kind}_template.untagged`, id, requestId })
  const from = { kind, templateId: id, name: tag.normalize('NFC') }
  if ((await options.tags.detach(principal.scope, from, event)) === 'no template') throw templateNotFound()
}

/** The same for a source template, which is shown as it is afterwards. @throws also `forbidden` for a global one. */
export async function tagSource(
  options: TemplateOptions,
  principal: Principal,
  change: Omit<Tagging, 'kind'> & { readonly way: 'attach' | 'detach' },
): Promise<Offer> {
  const { source } = await ownTemplate(options, principal, change.id)
  const act = { ...change, kind: 'source', id: source.id } as const
  await (change.way === 'attach' ? attachTag : detachTag)(options, principal, act)
  return ownTemplate(options, principal, source.id)
}

function newTag({ newId, now }: TagOptions, { scope }: Principal, name: string): Tag {
  const at = new Date(now())
  return { id: newId(), organizationId: scope.organizationId, name, createdAt: at, updatedAt: at }
}

function tagNotFound(): SallyportError {
  return new SallyportError('tag_not_found', 'There is no such tag.', {
    fix: 'List them at GET /api/v1/integrations/templates/tags.',
  })
}
