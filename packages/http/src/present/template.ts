import type { Answer, Operations } from '@sallyport/contract'
import {
  type Offer,
  offerId,
  offerName,
  type SavedTemplate,
  type Tag,
  type UpdatedTemplate,
} from '@sallyport/engine'
import { connectorSpecification } from './connection-specification.ts'

type TemplateItem = Answer<Operations['listTemplates']>['data'][number]
type Customization = TemplateItem['customization']

/** What comes with the engine has the times of nothing, and clients want some. */
const RELEASED_AT = '2026-01-01T00:00:00.000Z'

export function templateItem(offer: Offer): TemplateItem {
  const { template, source } = offer
  const { definition, uploaded } = template
  const at = (time: Date | undefined) => (time ?? uploaded?.createdAt)?.toISOString() ?? RELEASED_AT
  return {
    id: offerId(offer),
    name: offerName(offer),
    icon: null,
    connector_name: definition.slug,
    organization_id: source?.organizationId ?? uploaded?.organizationId ?? null,
    actor_definition_id: definition.id,
    tags: [...(source?.tags ?? [])],
    customization: (source?.customization ?? null) as Customization,
    mode: source?.mode ?? 'DIRECT',
    created_at: at(source?.createdAt),
    updated_at: at(source?.updatedAt),
  }
}

export function templateDetail(offer: Offer, warnings: SavedTemplate['warnings'] = []) {
  const { template, source } = offer
  const defaults = { ...source?.defaultConfig }
  return {
    ...templateItem(offer),
    source_definition_id: template.definition.id,
    user_config_spec: connectorSpecification(template, defaults),
    partial_default_config: defaults,
    is_experimental: false,
    auth_tooltip: tooltipOf(offer),
    ...(warnings.length > 0 && { warnings: warnings.map(({ code, message }) => ({ code, message })) }),
  }
}

export function changedTemplate({ offer, warnings, propagated }: UpdatedTemplate) {
  if (propagated === undefined) return templateDetail(offer, warnings)
  const { changed, skipped, notApplied } = propagated
  const not_applied = notApplied.map((each) => ({ ...each }))
  const propagation = { connectors_changed: changed, connectors_skipped: skipped, not_applied }
  return { ...templateDetail(offer, warnings), propagation }
}

export function tagBody({ id, name, organizationId, createdAt, updatedAt }: Tag) {
  return {
    id,
    name,
    organization_id: organizationId,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

/** Where to find what a way to authenticate asks for, as far as its definition says. */
function tooltipOf({ template: { definition } }: Offer): string | Record<string, string> | null {
  const said = Object.values(definition.auth).flatMap(({ title, form }) => {
    const about = Object.values(form).flatMap((field) => field.about ?? [])
    return about.length === 0 ? [] : [[title, about.join(' ')] as const]
  })
  const [first] = said
  if (first === undefined) return null
  return Object.keys(definition.auth).length === 1 ? first[1] : Object.fromEntries(said)
}
