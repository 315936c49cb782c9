import { SallyportError } from '@sallyport/errors'

const MAX_FIELDS = 200
const MAX_PATH = 500

/**
 * Refuses fields that are no list of paths, before either mode gives them a meaning of its own.
 *
 * @throws SallyportError `invalid_params`
 */
export function checkFields(fields: unknown): void {
  if (fields === undefined) return
  if (Array.isArray(fields) && fields.length <= MAX_FIELDS && fields.every(isPath)) return
  const message = `"fields" is to be a list of at most ${MAX_FIELDS} field paths, such as "user.login".`
  throw new SallyportError('invalid_params', message, {
    problems: [{ field: 'fields', code: 'type', message }],
  })
}

function isPath(path: unknown): boolean {
  return typeof path === 'string' && path.length > 0 && path.length <= MAX_PATH
}
