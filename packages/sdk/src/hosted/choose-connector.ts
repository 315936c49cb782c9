import type { Answer, Operations } from '@sallyport/contract/client'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { quote } from './quote.ts'

type Row = Answer<Operations['listConnectors']>['data'][number]

export interface Wanted {
  readonly definition: Definition
  readonly workspace: string
  /** Id or name, where several are there. */
  readonly connector: string | undefined
}

/**
 * The one connector that is meant.
 *
 * @throws SallyportError `connector_not_found`, or `connector_ambiguous` listing the choices: an account
 * is never guessed.
 */
export function chooseConnector(rows: readonly Row[], { definition, workspace, connector }: Wanted): string {
  const fitting =
    connector === undefined ? rows : rows.filter(({ id, name }) => id === connector || name === connector)
  const [row, ...others] = fitting
  if (row !== undefined && others.length === 0) return row.id
  const of = `${definition.title} connector${connector ? ` ${quote(connector)}` : ''} in workspace ${quote(workspace)}`
  if (row === undefined) {
    throw new SallyportError('connector_not_found', `There is no ${of}.`, {
      fix: 'Create it at POST /api/v1/integrations/connectors.',
    })
  }
  const choices = fitting.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw new SallyportError('connector_ambiguous', `There is more than one ${of}.`, {
    fix: `Say which one by the option "connector": ${choices}.`,
  })
}
