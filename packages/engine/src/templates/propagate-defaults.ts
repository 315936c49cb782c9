import type { Principal } from '../execute/principal.ts'
import type { Offer } from './offer.ts'
import { originSettings } from './origin-settings.ts'
import type { SourceTemplate } from './source-template.ts'
import { auditOf, type TemplateOptions } from './template-options.ts'

/** What became of a template's defaults at the connectors that were made from it. */
export interface Propagated {
  /** Connectors that have other settings now. */
  readonly changed: number
  /** Connectors of a version of their definition that is set in another way. */
  readonly skipped: number
  /** Settings that were left as they are, and why. */
  readonly notApplied: readonly { readonly setting: string; readonly reason: string }[]
}

const MOVES = 'It says where the credential goes, which only whoever gives the credential may change.'
const NEEDED = 'The connector type needs it, and the template no longer gives it.'

/**
 * Gives a template's defaults to its connectors, a few in each transaction: only settings that nobody gave, and none
 * by which a stored credential would go elsewhere. The same again goes on where it was cut off.
 */
export async function propagateDefaults(
  options: TemplateOptions,
  principal: Principal<'application'>,
  {
    offer,
    requestId,
  }: { readonly offer: Offer & { readonly source: SourceTemplate }; readonly requestId: string },
): Promise<Propagated> {
  const { source } = offer
  const { kept, notApplied } = keptOf(offer)
  const defaults = Object.fromEntries(
    Object.entries(source.defaultConfig).filter(([name]) => !kept.includes(name)),
  )
  const versions = await versionsOf(options, principal, offer)
  const propagation = { templateId: source.id, defaults, kept, versions, at: source.updatedAt }
  const eventOf = (id: string) => auditOf(options, principal, { type: 'connector.updated', id, requestId })
  let [changed, skipped] = [0, 0]
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const batch = await options.sourceTemplates.propagate(principal.scope, propagation, { after, eventOf })
    changed += batch.changed
    skipped += batch.skipped
    after = batch.last
  }
  return { changed, skipped, notApplied }
}

/** Settings that stay as they are, and those of them by which somebody may be surprised. */
function keptOf({ template, source }: Offer & { readonly source: SourceTemplate }) {
  const { config = {}, server } = template.definition
  const given = (name: string) => Object.hasOwn(source.defaultConfig, name)
  const moving = originSettings(server)
  const needed = Object.keys(config).filter(
    (name) => config[name]?.required && config[name].default === undefined && !given(name),
  )
  const notApplied = [
    ...moving.filter(given).map((setting) => ({ setting, reason: MOVES })),
    ...needed.filter((name) => !moving.includes(name)).map((setting) => ({ setting, reason: NEEDED })),
  ]
  return { kept: [...new Set([...moving, ...needed])], notApplied }
}

/** Versions share the hash of their access where they have the same settings: others might not take the values. */
async function versionsOf(
  { catalogues }: TemplateOptions,
  { scope }: Principal,
  { template }: Offer,
): Promise<readonly number[] | null> {
  const { uploaded } = template
  return uploaded === undefined ? null : (await catalogues.of(scope)).versionsLike(uploaded)
}
