import { SallyportError } from '@sallyport/errors'
import type { Template } from './catalogue.ts'
import type { SourceTemplate } from './source-template.ts'

/** A connector type together with the organization's own template that offers it; without one, as it comes. */
export interface Offer {
  readonly template: Template
  readonly source?: SourceTemplate
}

/** Where a client finds it: the organization's own template, or the global one. */
export function idOf({ template, source }: Offer): string {
  return source?.id ?? template.id
}

export function nameOf({ template, source }: Offer): string {
  return source?.name ?? template.definition.title
}

/** Those of that name, in whatever case. */
export function named(offers: readonly Offer[], name: string | undefined): readonly Offer[] {
  const wanted = name?.trim().toLowerCase()
  return offers.filter((offer) => nameOf(offer).toLowerCase() === wanted)
}

export function templateNotFound(): SallyportError {
  return new SallyportError('template_not_found', 'There is no such template.', {
    fix: 'List them at GET /api/v1/integrations/templates/sources?use_global=true.',
  })
}

const MAX_CHOICES = 20

/** Which one is meant is for the caller to say. */
export function choicesOf({ definition }: Template, offers: readonly Offer[]): SallyportError {
  const choices = offers.slice(0, MAX_CHOICES).map((offer) => ({ id: idOf(offer), name: nameOf(offer) }))
  const list = choices.map(({ id, name }) => `${JSON.stringify(name)} (${id})`).join(', ')
  const message = `The organization has ${offers.length} templates of ${definition.title}: ${list}.`
  return new SallyportError('invalid_request', message, {
    fix: 'Name one of them as source_template_id.',
    problems: [{ field: 'source_template_id', code: 'ambiguous', message, details: { choices } }],
  })
}
