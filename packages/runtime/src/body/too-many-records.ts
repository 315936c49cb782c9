import { SallyportError } from '@sallyport/errors'

/** Most records that one answer may hold. */
export const MAX_RECORDS = 100_000

export function tooManyRecords(what = 'records'): SallyportError {
  return new SallyportError(
    'upstream_too_large',
    `The third party answered with more than ${MAX_RECORDS.toLocaleString('en')} ${what}.`,
    { fix: 'Ask for less at a time.' },
  )
}
