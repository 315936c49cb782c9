import { cursor, keyset } from '@sallyport/definition'
import { Type } from 'typebox'

/**
 * Lists of Stripe go on after the last record (docs.stripe.com/api/pagination). Their mark has another name here
 * than on the wire, so that clients who pass `starting_after` themselves, an id as it stands, are understood too;
 * beside a cursor the cursor counts.
 */
export const inPages = {
  records: 'data',
  page: keyset({ after: 'after', size: 'limit', max: 100, key: 'id', more: 'has_more' }),
  wire: { after: { as: 'starting_after' } },
} as const

/** What a list takes beside limit and cursor: ids between which it lies. */
export const places = {
  starting_after: Type.Optional(Type.String()),
  ending_before: Type.Optional(Type.String()),
}

/** Searches go on by a text of Stripe's (docs.stripe.com/api/pagination/search), and have an allowance of their own. */
export const inResults = {
  records: 'data',
  page: cursor({ after: 'after', size: 'limit', max: 100, next: 'next_page' }),
  wire: { after: { as: 'page' } },
  bucket: 'search',
} as const

export const searched = {
  query: Type.String({
    maxLength: 5000,
    description: `Stripe's query language: created>1700000000 AND metadata['order']:'7'`,
  }),
  page: Type.Optional(Type.String()),
}
