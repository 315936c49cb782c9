import { SallyportError } from '@sallyport/errors'
import { parseName } from '../name.ts'
import { isTokenShaped } from './token-shape.ts'

/**
 * The name of a workspace as it is stored. What has the form of a token is none: callers of one generation send a
 * token in the place of a name, and mean the workspace that it is bound to.
 *
 * @throws SallyportError `invalid_request`
 */
export function parseWorkspaceName(field: string, raw: string): string {
  const name = parseName(field, raw)
  if (!isTokenShaped(name)) return name
  const message = `"${field}" has the form of a token, which is no name of a workspace.`
  throw new SallyportError('invalid_request', message, { problems: [{ field, code: 'format', message }] })
}
