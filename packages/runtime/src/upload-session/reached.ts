import { SallyportError } from '@sallyport/errors'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'

const RANGE = /^(?:bytes=)?0-(\d{1,15})$/

/**
 * How many bytes the third party has, by its answer 308: `Range: bytes=0-42` are 43, and without it there are none.
 * developers.google.com/workspace/drive/api/guides/manage-uploads, "Resume an interrupted upload".
 */
export function reachedBy({ headers }: UpstreamAnswer): number {
  const range = headerOf(headers, 'range')
  if (range === undefined) return 0
  const last = RANGE.exec(range)?.[1]
  if (last !== undefined) return Number(last) + 1
  throw new SallyportError(
    'upstream_malformed',
    'The third party says how far the upload came in no known way.',
  )
}
