import { del, entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, inResults, places, searched } from '../lists.ts'
import { metadata, range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Number: number } = Type
const { Boolean: flag, Array: list } = Type

const product = object({
  id: text(),
  name: text(),
  active: flag(),
  description: optional(nullable(text())),
  default_price: optional(nullable(text())),
  images: list(text()),
  shippable: optional(nullable(flag())),
  statement_descriptor: optional(nullable(text())),
  tax_code: optional(nullable(text())),
  unit_label: optional(nullable(text())),
  url: optional(nullable(text())),
  created: whole(),
  updated: whole(),
  livemode: flag(),
  metadata,
})

const inches = object(
  { height: number(), length: number(), weight: number(), width: number() },
  { description: 'In inches and ounces.' },
)

const given = {
  active: optional(flag()),
  description: optional(text()),
  images: optional(list(text({ description: 'URL.' }))),
  marketing_features: optional(list(object({ name: text() }))),
  metadata: optional(metadata),
  package_dimensions: optional(inches),
  shippable: optional(flag()),
  statement_descriptor: optional(text()),
  tax_code: optional(text()),
  unit_label: optional(text()),
  url: optional(text()),
}

const flow = { url: ['url', 'images'], content: ['name', 'description'] } as const

export const products = entity({
  about: 'What is sold. What it costs is said by prices.',
  record: product,
  key: ['id'],
  compact: ['id', 'name', 'active', 'default_price'],
  untrusted: [],
  relations: { price: { field: 'default_price', entity: 'prices', key: 'id' } },
  actions: {
    list: get('/v1/products', {
      about: 'Lists products.',
      params: {
        active: optional(flag()),
        created: optional(range),
        ids: optional(list(text())),
        shippable: optional(flag()),
        url: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/products/{id}', { about: 'Reads a product.', params: { id: text() } }),
    create: post('/v1/products', {
      about: 'Creates a product.',
      params: { name: text(), id: optional(text()), ...given },
      flow,
      reversible: true,
    }),
    update: post('/v1/products/{id}', {
      about: 'Changes a product.',
      params: { id: text(), name: optional(text()), default_price: optional(text()), ...given },
      flow,
      reversible: true,
    }),
    delete: del('/v1/products/{id}', {
      about: 'Deletes a product that has no prices. Others are made inactive instead.',
      params: { id: text() },
      idempotency: 'natural',
      reversible: false,
    }),
    api_search: get('/v1/products/search', {
      about: 'Searches products by name, description, active, url or metadata.',
      params: searched,
      ...inResults,
    }),
  },
  search: {
    fields: { id: 'keyword', name: 'text', description: 'text', active: 'boolean', created: 'number' },
    semantic: ['name', 'description'],
  },
  sync: { from: 'list', cursor: 'updated', deleted: 'absent' },
})
