import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'

const MAX_LISTED = 60

/**
 * Refuses a choice of entities that no connector type has: a model would be shown nothing, and nobody would know why.
 *
 * @throws SallyportError `invalid_request`, with the entities there are
 */
export function requireEntities(
  definitions: readonly Pick<Definition, 'entities'>[],
  wanted: readonly string[] = [],
): void {
  const known = new Set(definitions.flatMap(({ entities }) => Object.keys(entities)))
  const missing = wanted.filter((entity) => !known.has(entity))
  if (missing.length === 0) return
  const names = [...known].sort()
  const more = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : ''
  const problems = missing.map((entity) => ({
    field: 'entities',
    code: 'unknown',
    message: `There is no entity ${JSON.stringify(entity.slice(0, MAX_LISTED))}.`,
  }))
  throw new SallyportError('invalid_request', problems.map(({ message }) => message).join(' '), {
    problems,
    fix: `Choose from: ${names.slice(0, MAX_LISTED).join(', ')}${more}.`,
  })
}
