import { SallyportError } from '@sallyport/errors'
import type { FastifyInstance } from 'fastify'

/** Far over what any request of the contract nests. */
const MAX_DEPTH = 64

/** JSON without keys that reach into prototypes, and without nesting that exhausts a stack later on. */
export function acceptJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const body = String(text)
    // Some clients declare JSON on a DELETE that has no body. Where one is needed its schema says so.
    if (body === '') return done(null, undefined)
    if (nesting(body) > MAX_DEPTH) {
      return done(new SallyportError('malformed_request', `The body nests deeper than ${MAX_DEPTH} levels.`))
    }
    return parse(request, body, done)
  })
}

const STEPS: ReadonlyMap<string | undefined, number> = new Map([
  ['{', 1],
  ['[', 1],
  ['}', -1],
  [']', -1],
])

/** How deep brackets nest, those inside strings not counted. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else depth += STEPS.get(character) ?? 0
    if (depth > deepest) deepest = depth
  }
  return deepest
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}
