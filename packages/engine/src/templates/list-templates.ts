import type { Principal } from '../execute/principal.ts'
import type { TagFilter } from '../tokens/claims.ts'
import { type Offer, templateNotFound } from './offer.ts'
import { hasTags, openTo } from './tag-filter.ts'
import type { TemplateOptions } from './template-options.ts'

export interface TemplateQuery extends TagFilter {
  /** The global templates are listed beside the organization's own. */
  readonly useGlobal: boolean
}

/**
 * What is offered. An organization without templates of its own offers all that there is, so that accounts can be
 * connected at once; with one it offers those. Global templates have no tags.
 */
export async function listTemplates(
  { catalogues }: Pick<TemplateOptions, 'catalogues'>,
  principal: Principal,
  { useGlobal, ...filter }: TemplateQuery,
): Promise<readonly Offer[]> {
  const catalogue = await catalogues.of(principal.scope)
  const offers = useGlobal ? [...catalogue.own, ...catalogue.global] : catalogue.offers
  const isOpen = openTo(principal)
  return offers.filter((offer) => isOpen(offer) && hasTags(offer.source?.tags ?? [], filter))
}

/** One for each connector type, whatever the organization offers. */
export async function listGlobalTemplates(
  { catalogues }: Pick<TemplateOptions, 'catalogues'>,
  principal: Principal,
): Promise<readonly Offer[]> {
  return (await catalogues.of(principal.scope)).global.filter(openTo(principal))
}

/** @throws SallyportError `template_not_found`, also for one that the principal is not shown. */
export async function getTemplate(
  { catalogues }: Pick<TemplateOptions, 'catalogues'>,
  principal: Principal,
  id: string,
): Promise<Offer> {
  const offer = await catalogues.find(principal.scope, (catalogue) => catalogue.offerById(id))
  if (openTo(principal)(offer)) return offer
  throw templateNotFound()
}
