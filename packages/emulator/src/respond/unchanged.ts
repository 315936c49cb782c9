import type { Behaviour } from '../behaviour/behaviour.ts'
import { then } from '../then.ts'
import { matches, withEtag } from './etag.ts'
import type { Surface } from './surface.ts'
import type { Visit } from './visit.ts'

/** Whether a write that names a version names the one that is there: RFC 9110, section 13.1.1. */
export function isUnchanged(
  { etag }: Behaviour,
  { request, visitor, path }: Visit,
  surfaces: readonly Surface[],
): boolean | Promise<boolean> {
  const condition = request.headers['if-match']
  const surface = surfaces.find(({ takes }) => takes(path))
  if (!etag?.ifMatch || condition === undefined || request.method === 'GET' || !surface) return true
  const get = { ...request, method: 'GET', body: Buffer.alloc(0) }
  return then(surface.read(get), (reading) => {
    if (reading.refusal) return false
    return then(reading.answer({ request: get, visitor }), (answer) => {
      const tag = withEtag(answer, etag).headers.etag
      return tag !== undefined && matches(condition, tag)
    })
  })
}
