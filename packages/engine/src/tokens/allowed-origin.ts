import { SallyportError } from '@sallyport/errors'

/** CSP3 2.3.1: what `frame-ancestors` can name. Names with other characters match nothing there, or too much. */
const FORM = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/

/**
 * The origin of a page that may show the widget, exactly as browsers write it (HTML living standard 7.1.1): it is
 * compared with what they say, and stands in a policy that they follow.
 *
 * @throws SallyportError `invalid_request` for anything else, with the origin that may have been meant
 */
export function parseAllowedOrigin(text: string): string {
  const meant = URL.parse(text)?.origin
  if (meant === text && FORM.test(text)) return text
  const isClose = meant !== undefined && FORM.test(meant)
  const message =
    '"allowed_origin" is to be an origin exactly as browsers write it, such as https://app.example:8443.'
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'body.allowed_origin', code: 'format', message }],
    ...(isClose && { fix: `Perhaps ${meant} is meant: no path, no slash at the end, no default port.` }),
  })
}
