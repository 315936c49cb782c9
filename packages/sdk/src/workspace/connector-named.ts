import { SallyportError } from '@sallyport/errors'
import { quote } from '../hosted/quote.ts'
import type { Connector } from './connector.ts'

interface Wanted {
  readonly reference: string
  readonly workspace: string
}

/** Connectors that a message lists. */
const MAX_LISTED = 20

/**
 * The one connector of that name, or else the one of that type.
 *
 * @throws SallyportError `connector_not_found`, or `connector_ambiguous`: an account is never guessed. Both list the choices.
 */
export function connectorNamed(known: readonly Connector[], { reference, workspace }: Wanted): Connector {
  const wanted = reference.trim().toLowerCase()
  const named = known.filter(({ name }) => name.toLowerCase() === wanted)
  const fitting = named.length > 0 ? named : known.filter(({ type }) => type === wanted)
  const [only, ...others] = fitting
  const what = `connector ${quote(reference)} in workspace ${quote(workspace)}`
  if (only === undefined) {
    throw new SallyportError('connector_not_found', `There is no ${what}.`, {
      fix:
        known.length === 0
          ? 'The workspace has none: connect an account first.'
          : `It has: ${listed(known)}.`,
    })
  }
  if (others.length === 0) return only
  throw new SallyportError('connector_ambiguous', `There is more than one ${what}.`, {
    fix: `Say which one by its id: ${listed(fitting)}.`,
  })
}

function listed(connectors: readonly Connector[]): string {
  const shown = connectors.slice(0, MAX_LISTED).map(({ id, name, type }) => `${quote(name)} (${type}, ${id})`)
  const more = connectors.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}
