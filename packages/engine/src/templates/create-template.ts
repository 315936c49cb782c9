import { SallyportError } from '@sallyport/errors'
import type { Warning } from '@sallyport/runtime'
import type { Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import { type CustomizationRequest, parseCustomization } from './customization.ts'
import { readDefaultConfig } from './default-config.ts'
import { nameOf, type Offer } from './offer.ts'
import type { SourceTemplate, TemplateMode } from './source-template.ts'
import { parseTag } from './tag-name.ts'
import { auditOf, MAX_TEMPLATES, TAG_LIMITS, type TemplateOptions } from './template-options.ts'

type Values = Readonly<Record<string, unknown>>

/** A template to be made: of a connector type, or like another. As the contract spells it. */
export interface NewTemplateRequest {
  readonly actor_definition_id?: string
  readonly original_source_template_id?: string
  readonly name?: string
  readonly partial_default_config?: Values
  readonly customization?: CustomizationRequest | null
  readonly mode?: TemplateMode
  readonly tags?: readonly string[]
}

/** A template as it is now, and what of the request was not taken. */
export interface SavedTemplate {
  readonly offer: Offer & { readonly source: SourceTemplate }
  readonly warnings: readonly Warning[]
}

/**
 * Makes a template of a connector type, or a copy of a template, own or global.
 *
 * @throws SallyportError `invalid_request`, `connector_type_not_found`, `template_not_found`
 */
export async function createTemplate(
  options: TemplateOptions,
  principal: Principal<'application'>,
  { request, requestId }: { readonly request: NewTemplateRequest; readonly requestId: string },
): Promise<SavedTemplate> {
  const { actor_definition_id, original_source_template_id } = request
  const given = [actor_definition_id, original_source_template_id].filter((id) => id !== undefined)
  if (given.length !== 1) throw oneOfThem(given.length)
  const original = await options.catalogues.find(
    principal.scope,
    (catalogue): Offer =>
      original_source_template_id === undefined
        ? { template: catalogue.find({ definition_id: actor_definition_id ?? '' }) }
        : catalogue.offerById(original_source_template_id),
  )
  const { template, source: from } = original
  const asked = request.partial_default_config ?? from?.defaultConfig ?? {}
  const { defaults, warnings } = readDefaultConfig(template.definition, asked)
  const customization = customizationOf(request.customization) ?? from?.customization ?? null
  const at = new Date(options.now())
  const tags = [...new Set((request.tags ?? from?.tags ?? []).map((tag) => parseTag('tags', tag)))].sort()
  if (tags.length > TAG_LIMITS.maxOfTemplate)
    throw tooMany(`A template has at most ${TAG_LIMITS.maxOfTemplate} tags.`)
  const stored = {
    id: options.newId(),
    organizationId: principal.scope.organizationId,
    definitionId: template.definition.id,
    name: parseName('name', request.name ?? nameOf(original)),
    defaultConfig: defaults,
    customization,
    mode: request.mode ?? from?.mode ?? 'REPLICATION',
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  }
  const event = auditOf(options, principal, { type: 'source_template.created', id: stored.id, requestId })
  const limits = { maxTemplates: MAX_TEMPLATES, maxTags: TAG_LIMITS.maxTags }
  const outcome = await options.sourceTemplates.insert(principal.scope, stored, {
    ...limits,
    tags,
    newId: options.newId,
    event,
  })
  if (outcome === 'full') {
    throw tooMany(`An organization has at most ${MAX_TEMPLATES} templates and ${TAG_LIMITS.maxTags} tags.`)
  }
  return { offer: { template, source: { ...stored, tags } }, warnings }
}

export function customizationOf(request: CustomizationRequest | null | undefined) {
  return request === undefined || request === null ? undefined : parseCustomization(request)
}

export function tooMany(message: string): SallyportError {
  return new SallyportError('invalid_request', message, { fix: 'Remove what is not needed.' })
}

function oneOfThem(given: number): SallyportError {
  const message = 'Exactly one of actor_definition_id and original_source_template_id is to be given.'
  const code = given === 0 ? 'missing' : 'conflict'
  return new SallyportError('invalid_request', message, { problems: [{ field: 'body', code, message }] })
}
