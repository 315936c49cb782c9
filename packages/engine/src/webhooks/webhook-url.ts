import { SallyportError } from '@sallyport/errors'

/**
 * An address that may be told of events, in its normal form. Whether it leads to a public address is checked at every
 * attempt, by what the connection really goes to.
 *
 * @param field Under which name of the body it was given, for the message.
 * @throws SallyportError `invalid_request`
 */
export function checkWebhookUrl(text: string, field = 'url'): string {
  const refused = (what: string) => refusal(field, what)
  const url = URL.parse(text)
  if (url === null) throw refused('is no URL')
  if (url.protocol !== 'https:') throw refused('is not https')
  if (url.username !== '' || url.password !== '') throw refused('has a user or password in it')
  if (url.hash !== '') throw refused('has a fragment, which is never sent')
  return url.href
}

function refusal(field: string, what: string): SallyportError {
  const message = `"${field}" ${what}.`
  return new SallyportError('invalid_request', `The webhook's ${message}`, {
    fix: 'Give an https URL that the engine can reach.',
    problems: [{ field: `body.${field}`, code: 'format', message }],
  })
}
