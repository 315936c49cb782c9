import type { DownloadOptions } from './transport.ts'

/**
 * Refuses a range that no file can have, before either mode gives it a meaning of its own.
 *
 * @throws TypeError
 */
export function checkRange(range: DownloadOptions['range']): void {
  if (range === undefined) return
  const { first, last = first } = range
  if (Number.isSafeInteger(first) && first >= 0 && Number.isSafeInteger(last) && last >= first) return
  throw new TypeError('a range has a first byte, and a last one that is not before it')
}
