import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import { customizationOf, type NewTemplateRequest, type SavedTemplate } from './create-template.ts'
import { readDefaultConfig } from './default-config.ts'
import { type Offer, templateNotFound } from './offer.ts'
import { type Propagated, propagateDefaults } from './propagate-defaults.ts'
import type { SourceTemplate } from './source-template.ts'
import { type Act, auditOf, type TemplateOptions } from './template-options.ts'

/** A change of a template. What is left out stays. */
export interface TemplateChangeRequest
  extends Pick<NewTemplateRequest, 'name' | 'partial_default_config' | 'customization' | 'mode'> {
  /** The defaults go on to the connectors that were made from it. */
  readonly propagate?: boolean
}

export interface UpdatedTemplate extends SavedTemplate {
  readonly propagated: Propagated | undefined
}

/**
 * Changes a template of the organization's own.
 *
 * @throws SallyportError `template_not_found`, `forbidden` for a global one, `invalid_request`
 */
export async function updateTemplate(
  options: TemplateOptions,
  principal: Principal<'application'>,
  { id, request, requestId }: Act & { readonly request: TemplateChangeRequest },
): Promise<UpdatedTemplate> {
  const offer = await ownTemplate(options, principal, id)
  const { template, source } = offer
  const { name, partial_default_config, customization, mode } = request
  const { defaults, warnings } =
    partial_default_config === undefined
      ? { defaults: source.defaultConfig, warnings: [] }
      : readDefaultConfig(template.definition, partial_default_config)
  const changed = {
    ...source,
    name: name === undefined ? source.name : parseName('name', name),
    defaultConfig: defaults,
    customization: customization === null ? null : (customizationOf(customization) ?? source.customization),
    mode: mode ?? source.mode,
    updatedAt: new Date(Math.max(options.now(), source.updatedAt.getTime() + 1)),
  }
  const event = auditOf(options, principal, { type: 'source_template.updated', id: source.id, requestId })
  const change = { read: source.updatedAt, event }
  if (!(await options.sourceTemplates.update(principal.scope, changed, change))) throw changedMeanwhile()
  const propagated = request.propagate
    ? await propagateDefaults(options, principal, { offer: { template, source: changed }, requestId })
    : undefined
  return { offer: { template, source: changed }, warnings, propagated }
}

/** Ends an offer; what was made from it goes on. @throws SallyportError `template_not_found`, `forbidden` */
export async function deleteTemplate(
  options: TemplateOptions,
  principal: Principal<'application'>,
  { id, requestId }: Act,
): Promise<Date> {
  const { source } = await ownTemplate(options, principal, id)
  const event = auditOf(options, principal, { type: 'source_template.deleted', id: source.id, requestId })
  if (await options.sourceTemplates.delete(principal.scope, source.id, event)) return event.at
  throw templateNotFound()
}

/** @throws SallyportError `template_not_found`; `forbidden` for a global one, which nobody changes. */
export async function ownTemplate(
  { catalogues }: Pick<TemplateOptions, 'catalogues'>,
  { scope }: Principal,
  id: string,
): Promise<Offer & { readonly source: SourceTemplate }> {
  const { template, source } = await catalogues.find(scope, (catalogue) => catalogue.offerById(id))
  if (source !== undefined) return { template, source }
  throw new SallyportError('forbidden', 'This template is global, and stays as it is.', {
    fix: 'Make one of your own: POST /api/v1/integrations/templates/sources {"original_source_template_id": ...}.',
  })
}

function changedMeanwhile(): SallyportError {
  return new SallyportError('changed_meanwhile', 'The template was changed by somebody else meanwhile.', {
    fix: 'Read it again, and send the change once more where it is still wanted.',
  })
}
