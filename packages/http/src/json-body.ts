import { isUtf8 } from 'node:buffer'
import { SallyportError } from '@sallyport/errors'
import type { FastifyInstance } from 'fastify'

/** Far over what any request of the contract nests. */
const MAX_DEPTH = 64
/** Members of all its objects together. A megabyte could have four times as many, and would take long to look at. */
const MAX_MEMBERS = 50_000

/**
 * Takes bodies in JSON and no others: in UTF-8 and in whole characters, without keys that reach into
 * prototypes, and without nesting that exhausts a stack later on.
 */
export function acceptJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    // Some clients declare JSON on a DELETE that has no body. Where one is needed its schema says so.
    if (body.length === 0) return done(null, undefined)
    // RFC 8259 8.1. Decoding would quietly put other characters in the place of what is not.
    if (!isUtf8(body)) return done(malformed('is not in UTF-8'))
    const text = body.toString()
    const { depth, members } = shapeOf(text)
    if (depth > MAX_DEPTH) return done(malformed(`nests deeper than ${MAX_DEPTH} levels`))
    if (members > MAX_MEMBERS) return done(malformed(`has more than ${MAX_MEMBERS} members`))
    return parse(request, text, (error, value) => {
      // RFC 7493 2.1: two different halves of characters become the same in whatever writes UTF-8.
      const broken = error === null && HALF_CHARACTER.test(text) && !isWellFormed(value)
      return broken ? done(malformed('has a half of a surrogate pair')) : done(error, value)
    })
  })
}

/** An escaped surrogate: in UTF-8 there are no others. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, item]) => name.isWellFormed() && isWellFormed(item))
}

function malformed(what: string): SallyportError {
  return new SallyportError('malformed_request', `The body ${what}.`)
}

const STEPS: ReadonlyMap<string | undefined, number> = new Map([
  ['{', 1],
  ['[', 1],
  ['}', -1],
  [']', -1],
])

/** How deep brackets nest, and how many members there are, strings not looked into. */
function shapeOf(text: string): { readonly depth: number; readonly members: number } {
  let depth = 0
  let deepest = 0
  let members = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === ':') members++
    else depth += STEPS.get(character) ?? 0
    if (depth > deepest) deepest = depth
  }
  return { depth: deepest, members }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}
