import { type ApiOperation, ORGANIZATION_HEADER } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What of a request names an organization. */
export interface Naming {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: unknown
}

/**
 * The organization that a request names: by the header, or by the member that older clients of an operation know. An
 * empty header names none.
 *
 * @throws SallyportError `malformed_request` for what is no UUID, and for two that differ
 */
export function organizationNamed(
  { headers, body }: Naming,
  { organizationMember }: Pick<ApiOperation, 'organizationMember'>,
): string | undefined {
  const byHeader = idOf(headers[ORGANIZATION_HEADER.toLowerCase()])
  const byMember = organizationMember === undefined ? undefined : idOf(memberOf(body, organizationMember))
  if (byHeader === undefined || byMember === undefined || byHeader === byMember) return byHeader ?? byMember
  throw new SallyportError(
    'malformed_request',
    `${ORGANIZATION_HEADER} and "${organizationMember}" name two organizations.`,
  )
}

function idOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  // Node.js joins a header that came twice with a comma (nodejs.org/api/http.html#messageheaders): two are none.
  const text = String(value).trim()
  if (text === '') return undefined
  if (UUID.test(text)) return text.toLowerCase()
  const message = `${ORGANIZATION_HEADER} is to be the id of one organization, a UUID.`
  throw new SallyportError('malformed_request', message, {
    problems: [{ field: ORGANIZATION_HEADER, code: 'format', message }],
  })
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
