import { SallyportError } from '@sallyport/errors'
import type { CommandCall, CommandRow, Shown } from '../command-row.ts'
import { wrongUse } from '../input/wrong-use.ts'

export const workspaceRows: readonly CommandRow[] = [
  {
    words: ['workspaces', 'list'],
    about: 'Lists workspaces, in the order in which they were made.',
    operation: 'listWorkspaces',
    paged: true,
    columns: [
      ['NAME', 'name'],
      ['STATUS', 'status'],
      ['ID', 'id'],
      ['CREATED', 'created_at'],
    ],
  },
  {
    words: ['workspaces', 'create'],
    about: 'Makes a workspace.',
    operation: 'createWorkspace',
    operands: [{ name: 'name' }],
    hidden: ['region_id'],
  },
  {
    words: ['workspaces', 'use'],
    about: 'Keeps with the login which workspace is meant where a command names none.',
    operands: [{ name: 'name' }],
    own: { name: { type: 'string', description: 'Of the workspace.' } },
    run: use,
  },
]

async function use({ input, session, host }: CommandCall): Promise<Shown> {
  const name = String(input.name)
  const { data } = await session().call('listWorkspaces', { query: { name_contains: name } })
  // The exact match comes first.
  const [found] = data.filter((workspace) => workspace.name === name)
  if (found === undefined) {
    throw new SallyportError('workspace_not_found', `There is no workspace "${name}".`, {
      fix:
        data.length === 0
          ? 'See "sallyport workspaces list".'
          : `Near it: ${data.map((near) => near.name).join(', ')}.`,
    })
  }
  const login = await host.loginFile.read()
  if (login === undefined || login.url !== session().connection.url) {
    throw wrongUse('There is no login to keep it with.', 'Log in first: sallyport login.')
  }
  await host.loginFile.write({ ...login, workspace: found.name })
  return { answer: { workspace: found.name, id: found.id }, lines: [`Commands are about ${found.name} now.`] }
}
