import { SallyportError } from '@sallyport/errors'

/** @param name As the caller gave it. */
export function workspaceNotFound(name?: string): SallyportError {
  const message = name === undefined ? 'There is no such workspace.' : `There is no workspace "${name}".`
  return new SallyportError('workspace_not_found', message, {
    fix: 'Name one that is there (GET /api/v1/workspaces), or make it first (POST /api/v1/workspaces).',
  })
}

/** Nothing can be done in it, whoever asks; nothing of it is lost. */
export function workspaceInactive(): SallyportError {
  return new SallyportError('workspace_inactive', 'The workspace is inactive.', {
    fix: 'Let an operator make it active again: PUT /api/v1/workspaces/{id} with "status": "active".',
  })
}

/** Of a token that is bound to it. */
export function workspaceDeleted(): SallyportError {
  return new SallyportError('unauthenticated', 'The workspace of this token has been deleted.', {
    fix: 'Get a token for a workspace that is there.',
  })
}

/** @param id Of the workspace that has the name, where it is known. */
export function workspaceNameTaken(id?: string): SallyportError {
  const message = 'Another workspace of the organization has this name.'
  return new SallyportError('workspace_name_taken', message, {
    fix: id === undefined ? 'Choose another name.' : `Choose another name, or use the workspace ${id}.`,
    problems: [{ field: 'name', code: 'taken', message, ...(id !== undefined && { details: { id } }) }],
  })
}
