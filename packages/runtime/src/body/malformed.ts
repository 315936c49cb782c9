import { SallyportError } from '@sallyport/errors'

/** An answer that cannot be read. What it holds is never quoted. */
export function malformed(what: string): SallyportError {
  return new SallyportError('upstream_malformed', `The answer of the third party ${what}.`)
}
