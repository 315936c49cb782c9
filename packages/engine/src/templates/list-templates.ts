import type { Principal } from '../execute/principal.ts'
import type { Offer } from './offer.ts'
import { hasTags, type TagFilter } from './tag-filter.ts'
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
  { scope }: Principal,
  { useGlobal, ...filter }: TemplateQuery,
): Promise<readonly Offer[]> {
  const catalogue = await catalogues.of(scope)
  const offers = useGlobal ? [...catalogue.own, ...catalogue.global] : catalogue.offers
  return offers.filter(({ source }) => hasTags(source?.tags ?? [], filter))
}
