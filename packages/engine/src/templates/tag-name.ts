import { SallyportError } from '@sallyport/errors'
import { parseName } from '../name.ts'

/** A tag as it is stored. @throws SallyportError `invalid_request` */
export function parseTag(field: string, raw: string): string {
  const name = parseName(field, raw)
  // RFC 3986 5.2.4: clients take these out of the path in which a tag is named.
  if (name !== '.' && name !== '..') return name
  const message = `"${field}" cannot be "${name}", since no path could name it.`
  throw new SallyportError('invalid_request', message, { problems: [{ field, code: 'format', message }] })
}
