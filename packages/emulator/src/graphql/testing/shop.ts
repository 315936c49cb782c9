import type { Vendor } from '../../vendor.ts'

const schema = `
  scalar DateTime
  enum Kind { SMALL LARGE }
  interface Node { id: ID! }
  type Query {
    node(id: ID!): Node
    shelf(id: ID!): Shelf
    shelves(first: Int, last: Int, after: String, before: String, filter: ShelfFilter): ShelfConnection!
    book(id: ID!): Book!
    books(first: Int, after: String): BookConnection!
    parcels(first: Int, after: String): ParcelConnection!
    greeting(name: String!): String!
  }
  type Mutation {
    bookCreate(input: BookInput!): BookPayload!
    bookUpdate(id: ID!, input: BookInput!): BookPayload!
    bookDelete(id: ID!): BookPayload!
  }
  input ShelfFilter { name: NameFilter books: BooksFilter weight: NameFilter and: [ShelfFilter!] }
  input BooksFilter { some: BookFilter length: LengthFilter }
  input BookFilter { title: NameFilter }
  input NameFilter { eq: String }
  input LengthFilter { eq: Int }
  input BookInput { title: String shelfId: ID tagIds: [ID!] printedAt: DateTime kind: Kind }
  type Shelf implements Node { id: ID! name: String! kind: Kind! books(first: Int, after: String): BookConnection! notes: Notes! }
  type Notes { text: String! stars: Int! open: Boolean! }
  type Book implements Node {
    id: ID! title: String! shelf: Shelf! tags: [Tag!]! printedAt: DateTime kind: Kind subtitle: String createdAt: DateTime!
  }
  type Tag implements Node { id: ID! name: String! books: [Book!]! }
  type Parcel implements Node { id: ID! weight: Int! senderName: String }
  type ShelfConnection { edges: [ShelfEdge!]! nodes: [Shelf!]! pageInfo: PageInfo! totalCount: Int! }
  type ShelfEdge { cursor: String! node: Shelf! }
  type BookConnection { nodes: [Book!]! pageInfo: PageInfo! totalCount: Int! }
  type ParcelConnection { nodes: [Parcel!]! pageInfo: PageInfo! }
  type BookPayload { ok: Boolean! book: Book }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
`

const parcel = {
  type: 'object',
  required: ['id', 'weight'],
  properties: { id: { type: 'string' }, weight: { type: 'integer' }, sender_name: { type: 'string' } },
}

const description = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example' }],
  paths: {
    '/parcels': {
      get: {
        responses: {
          200: {
            description: 'ok',
            content: { 'application/json': { schema: { type: 'array', items: parcel } } },
          },
        },
      },
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 201: { description: 'ok', content: { 'application/json': { schema: parcel } } } },
      },
    },
  },
}

/** A vendor of the tests' own: shelves and books over GraphQL, parcels over REST too. */
export const shopVendor = {
  slug: 'shop',
  schema,
  description,
  behaviour: {
    title: 'Shop',
    practise: 'key',
    credentials: [{ scheme: 'bearer' }],
    problems: {
      invalid_document: { status: 422, body: { errors: '{errors}' } },
      in_band: { status: 200, body: { data: null, errors: [{ message: 'busy' }] } },
    },
    resources: {
      shelves: { key: 'id', type: 'Shelf', records: [{ name: 'Left' }, { name: 'Right' }, { name: 'Top' }] },
      tags: { key: 'id', type: 'Tag', records: [{ name: 'old' }, { name: 'new' }] },
      books: {
        key: 'id',
        type: 'Book',
        unique: ['title'],
        records: [
          { title: 'A', tagIds: [{ $at: 'id', in: { $find: 'tags', by: 'name', is: 'old' } }] },
          { title: 'B', tagIds: [] },
          { title: 'C', tagIds: [] },
          { title: 'D', tagIds: [] },
        ],
        blank: { title: 'Untitled', tagIds: [] },
        create: { createdAt: '{now.precise}' },
      },
      parcels: {
        key: 'id',
        operations: { 'GET /parcels': 'list', 'POST /parcels': 'create' },
      },
    },
    graphql: {
      path: '/graphql',
      pages: { default: 2, max: 3, over: 'refuse', cursor: 'opaque' },
      comparators: 'filter',
      limits: { depth: 8 },
      types: {
        Shelf: { resource: 'shelves', plural: 'shelves' },
        Book: { resource: 'books', also: ['title'] },
        Tag: { resource: 'tags' },
        Parcel: { resource: 'parcels' },
      },
      conventions: [
        { field: 'Query.{type}', does: 'get', missing: 'null' },
        { field: 'Query.{types}', does: 'list' },
        { field: 'Mutation.{type}Create', does: 'create', answer: { ok: true, '{type}': '{record}' } },
        { field: 'Mutation.{type}Update', does: 'update', answer: { ok: true, '{type}': '{record}' } },
        { field: 'Mutation.{type}Delete', does: 'delete', answer: { ok: true, '{type}': '{record}' } },
      ],
      fields: {
        'Query.node': { does: 'node' },
        'Query.book': { does: 'get', resource: 'books' },
        'Query.greeting': 'Hello {args.name}',
        'Mutation.bookUpdate': {
          does: 'update',
          resource: 'books',
          refuse: [{ when: { 'before.title': 'B' }, problem: 'forbidden' }],
          answer: { ok: true, book: '{record}' },
        },
      },
      errors: {
        not_found: { type: 'NOT_FOUND', message: 'No {type} {name}' },
        validation: { message: '{message}', extensions: { code: 'VALIDATION' } },
      },
    },
  },
} as const satisfies Vendor
