import type { Answer, Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { CommandCall } from './command-row.ts'
import { wrongUse } from './input/wrong-use.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function isId(text: string): boolean {
  return UUID.test(text)
}

type Row = Answer<Operations['listConnectors']>['data'][number]

/** The workspace that a command is about: as it says, or that of the login. */
export function workspaceOf({ input, session }: CommandCall): string {
  const workspace = input.workspace ?? session().connection.workspace
  if (typeof workspace === 'string' && workspace !== '') return workspace
  throw wrongUse(
    'The command is about a workspace, and names none.',
    'Add --workspace <name>, or run "sallyport workspaces use <name>" once.',
  )
}

/** The same in the words of the contract. */
export function workspaceReference(call: CommandCall): { workspace_id: string } | { workspace_name: string } {
  const workspace = workspaceOf(call)
  return isId(workspace) ? { workspace_id: workspace } : { workspace_name: workspace }
}

/**
 * The connector that `connector` of the input means: by its id, or within the workspace by its name or type. One is
 * never guessed.
 *
 * @throws SallyportError `connector_not_found`, `connector_ambiguous`
 */
export async function findConnector(
  call: CommandCall,
): Promise<{ readonly id: string; readonly name?: string }> {
  const wanted = String(call.input.connector)
  if (isId(wanted)) return { id: wanted }
  const { data } = await call.session().call('listConnectors', { query: workspaceReference(call) })
  const found = fitting(data, wanted.toLowerCase())
  const [first] = found
  const choices = (found.length > 0 ? found : data).map(({ id, name }) => `${name} (${id})`).slice(0, 20)
  const workspace = workspaceOf(call)
  if (first === undefined) {
    throw new SallyportError(
      'connector_not_found',
      `The workspace "${workspace}" has no connector "${wanted}".`,
      {
        fix:
          choices.length === 0
            ? 'It has none at all: see "sallyport connectors available".'
            : `It has: ${choices.join(', ')}.`,
      },
    )
  }
  if (found.length === 1) return first
  throw new SallyportError('connector_ambiguous', `Several connectors of "${workspace}" fit "${wanted}".`, {
    fix: `Name one by its id: ${choices.join(', ')}.`,
  })
}

/** A name that fits exactly stands before types: a connector may be called like another's type. */
function fitting(rows: readonly Row[], wanted: string): readonly Row[] {
  const named = rows.filter(({ name }) => name.toLowerCase() === wanted)
  if (named.length > 0) return named
  return rows.filter(({ summarized_source_template: { name, connector_name } }) =>
    [name, connector_name].some((each) => each.toLowerCase() === wanted),
  )
}
