import type { BodyLimit } from './receive.ts'

const DATA = 1_000_000
const MEDIA = 64 * 1024 * 1024

/** Data up to 1 MB, files up to 64 MiB. A text may be a file. */
export const bodyLimit: BodyLimit = (_, __, headers) => {
  const type = headers['content-type'] ?? ''
  // A piece of a file, whatever its type.
  if (headers['content-range'] !== undefined) return MEDIA
  return /[/+]json\b|urlencoded/i.test(type) ? DATA : MEDIA
}
