import { SallyportError } from '@sallyport/errors'
import type { ToolCall } from '../host.ts'
import type { Session } from '../session.ts'

/**
 * How an operation is told which workspace is meant. Some would make one of a name that is new, and others find nothing in
 * it: a model that misspells a name is told so instead.
 *
 * @throws SallyportError `workspace_not_found`
 */
export async function existingWorkspace(
  { call, ofWorkspace }: Session,
  { input, signal }: ToolCall,
): Promise<{ workspace_id?: string }> {
  if (ofWorkspace) return {}
  const wanted = String(input.workspace).trim()
  const { data } = await call('listWorkspaces', { query: { name_contains: wanted } }, { signal })
  // The exact match comes first.
  const found = data.find(({ name }) => name === wanted)
  if (found !== undefined) return { workspace_id: found.id }
  throw new SallyportError('workspace_not_found', `There is no workspace "${wanted}".`, {
    fix: 'Ask list_workspaces which there are.',
    act: 'agent',
  })
}
