import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import type { Template } from '../templates/catalogue.ts'
import { type DefinitionOptions, eventOf } from './push-definition.ts'

/** The connector types that an organization has: those that come with the engine, and its own. */
export async function listDefinitions(
  { catalogues }: DefinitionOptions,
  { scope }: Principal,
  { name = '' }: { readonly name?: string },
): Promise<readonly Template[]> {
  const wanted = name.trim().toLowerCase()
  const { templates } = await catalogues.of(scope)
  return templates.filter(({ definition: { slug, title } }) =>
    [slug, title.toLowerCase()].some((known) => known.includes(wanted)),
  )
}

/** @throws SallyportError `connector_type_not_found` */
export async function getDefinition(
  { catalogues }: DefinitionOptions,
  { scope }: Principal,
  id: string,
): Promise<Template> {
  const { templates } = await catalogues.of(scope)
  const found = templates.find(({ definition }) => definition.id === id.toLowerCase())
  if (found !== undefined) return found
  throw definitionNotFound()
}

/**
 * Removes an uploaded definition with all its versions.
 *
 * @throws SallyportError `definition_in_use` while connectors or templates use it, or tokens of connectors are still to be
 * ended; `forbidden` for one that comes with the engine;
 * `connector_type_not_found`.
 */
export async function removeDefinition(
  options: DefinitionOptions,
  principal: Principal,
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<void> {
  if (options.catalogues.builtIn.templates.some(({ definition }) => definition.id === id.toLowerCase())) {
    throw new SallyportError('forbidden', 'This definition comes with the engine and stays.')
  }
  const event = eventOf(options, principal, { type: 'definition.removed', id, requestId })
  const { removed, ...used } = await options.definitions.remove(principal.scope, id, event)
  if (used.connectors > 0) throw inUse('connector', used.connectors)
  if (used.templates > 0) throw inUse('template', used.templates)
  if (used.ending > 0) {
    const many = used.ending === 1 ? 'Tokens of 1 connector are' : `Tokens of ${used.ending} connectors are`
    throw new SallyportError('definition_in_use', `${many} still to be ended, which takes this definition.`, {
      fix: 'Try again later: they are ended, or given up, within about a day.',
    })
  }
  if (!removed) throw definitionNotFound()
}

function inUse(what: string, count: number): SallyportError {
  const many = count === 1 ? `1 ${what} uses` : `${count} ${what}s use`
  return new SallyportError('definition_in_use', `${many} this definition.`, {
    fix: `Remove the ${what}s first.`,
  })
}

function definitionNotFound(): SallyportError {
  return new SallyportError('connector_type_not_found', 'There is no such definition.', {
    fix: 'List them at GET /api/v1/integrations/definitions/sources.',
  })
}
