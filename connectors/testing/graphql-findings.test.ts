import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  apiKey,
  connection,
  type Definition,
  defineConnector,
  entity,
  mutation,
  nullable,
  query,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { planted } from './planted.ts'
import { readVendorDescription } from './vendor-description.ts'
import { vendorFindings } from './vendor-findings.ts'

const CAT = 'id mood owner { login }'
const LIST = `query ($first: Int, $after: String, $filter: CatFilter) {
  cats(first: $first, after: $after, filter: $filter) { nodes { ${CAT} } pageInfo { hasNextPage endCursor } }
}`
const CREATE = `mutation ($input: CatInput!, $home: ID!) { catCreate(input: $input, home: $home) { cat { ${CAT} } } }`

const definition: Definition = defineConnector({
  slug: 'cats',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Cats',
  about: 'Cats.',
  source: { package: '@cats/schema', version: '1.2.3', file: 'cats.graphql', licence: 'MIT' },
  server: { url: 'https://api.example' },
  auth: { key: apiKey({ field: 'key', name: 'authorization', title: 'Key' }) },
  errors: { rules: [], message: ['errors.0.message'] },
  entities: {
    cats: entity({
      about: 'Cats.',
      record: Type.Object({
        id: Type.String(),
        mood: Type.Enum(['CALM', 'WILD']),
        owner: nullable(Type.Object({ login: Type.String() })),
      }),
      key: ['id'],
      actions: {
        list: query(LIST, {
          params: {
            mood: Type.Optional(Type.Enum(['CALM', 'WILD'])),
            ids: Type.Optional(Type.Array(Type.String())),
          },
          wire: { mood: { as: 'filter.mood.eq' }, ids: { as: 'filter.and.0.ids' } },
          records: 'data.cats.nodes',
          page: connection({ info: 'data.cats.pageInfo', max: 50 }),
        }),
        create: mutation(CREATE, {
          params: {
            home: Type.String(),
            name: Type.String(),
            weight: Type.Optional(Type.Integer()),
            mood: Type.Optional(nullable(Type.Enum(['CALM', 'WILD']))),
          },
          wire: { home: { in: 'variable' } },
          fixed: { tame: true },
          input: 'input',
          records: 'data.catCreate.cat',
        }),
      },
    }),
  },
})

const SDL = `# Package: @cats/schema 1.2.3 (npm)
# File: cats.graphql
# Licence: MIT
enum Mood { CALM WILD }
type Owner { login: String! }
type Cat { id: ID! mood: Mood! owner: Owner }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type CatConnection { nodes: [Cat] pageInfo: PageInfo! }
input MoodComparator { eq: Mood }
input CatFilter { mood: MoodComparator ids: [ID!] and: [CatFilter!] }
input CatInput { name: String! weight: Float mood: Mood tame: Boolean! }
type CatPayload { cat: Cat }
type Query { cats(first: Int, after: String, filter: CatFilter): CatConnection! }
type Mutation { catCreate(input: CatInput!, home: ID!): CatPayload! }
`

test('a definition that agrees with the schema has no findings', () => {
  assert.deepEqual(findings(), [])
})

/** A text of the schema, what stands in its place, and what is then found. */
const SCHEMA: readonly (readonly [text: string, other: string, ...found: string[]])[] = [
  ['schema 1.2.3', 'schema 1.2.4', 'source.version is not that of the description'],
  ['name: String!', 'name: Int!', 'cats.create params.name may be string'],
  [
    'name: String!',
    'title: String!',
    'cats.create params.name is not described',
    'cats.create params.title is required there',
  ],
  ['weight: Float', 'weight: Float!', 'cats.create params.weight is required there'],
  ['weight: Float', 'weight: Boolean', 'cats.create params.weight may be integer'],
  [
    'mood: Mood tame',
    'mood: Mood! tame',
    'cats.create params.mood may be null',
    'cats.create params.mood is required there',
  ],
  ['tame: Boolean!', 'tame: Int!', 'cats.create fixed.tame may be boolean'],
  ['eq: Mood', 'eq: String', ...[]],
  ['eq: Mood', 'neq: Mood', 'cats.list params.mood is not described'],
  ['ids: [ID!]', 'ids: [Int!]', 'cats.list params.ids[] may be string'],
  ['CALM WILD', 'CALM', 'cats.list params.mood may be "WILD"', 'cats.create params.mood may be "WILD"'],
  [
    'CALM WILD',
    'CALM WILD SLY',
    'cats.list record.mood may be "SLY"',
    'cats.create record.mood may be "SLY"',
  ],
  [
    '{ id: ID! mood: Mood!',
    '{ id: ID! mood: Mood',
    'cats.list record.mood may be null',
    'cats.create record.mood may be null',
  ],
  [
    '{ login: String! }',
    '{ login: String }',
    'cats.list record.owner.login may be null',
    'cats.create record.owner.login may be null',
  ],
]

for (const [text, other, ...found] of SCHEMA) {
  test(`"${other}" in place of "${text}": ${found[0] ?? 'nothing'}`, () => {
    assert.ok(SDL.includes(text))
    assert.deepEqual(findings(definition, SDL.replace(text, other)).sort(), [...found].sort())
  })
}

const AT = 'entities.cats.actions'

/** A place in the definition, what is put there, and the beginning of what is then found. */
const OURS: readonly (readonly [place: string, value: unknown, ...found: string[]])[] = [
  [
    `${AT}.list.graphql.document`,
    LIST.replace('mood', 'temper'),
    'cats.list document Cannot query field "temper" on type "Cat".',
  ],
  [`${AT}.list.graphql.document`, '{ cats {', 'cats.list document Syntax Error: Expected Name, found <EOF>.'],
  [
    `${AT}.list.graphql.document`,
    LIST.replace('$first: Int', '$first: String'),
    'cats.list document Variable "$first" of type "String" used in position expecting type "Int".',
  ],
  [
    `${AT}.list.graphql.document`,
    LIST.replace('mood owner', 'owner'),
    'cats.list record.mood is not described',
  ],
  [
    `${AT}.list.graphql.document`,
    LIST.replace('hasNextPage endCursor', 'endCursor'),
    'cats.list page.info "data.cats.pageInfo.hasNextPage" is not described',
  ],
  [`${AT}.list.records`, 'data.cats.edges', 'cats.list records are not described'],
  [`${AT}.list.page.size`, 'count', 'cats.list page.size there is no number "count" in the variables'],
  [`${AT}.list.page.after`, 'since', 'cats.list page.after is not described'],
  [
    `${AT}.create.wire`,
    {},
    'cats.create params.home is not described',
    'cats.create params.home is required there',
  ],
  [`${AT}.create.fixed`, {}, 'cats.create params.tame is required there'],
  [`${AT}.create.params.required`, ['home'], 'cats.create params.name is required there'],
]

for (const [place, value, ...found] of OURS) {
  test(`${place}: ${found[0]}`, () => {
    assert.deepEqual(findings(planted(definition, place, value)).sort(), [...found].sort())
  })
}

function findings(ours: Definition = definition, sdl = SDL): string[] {
  return vendorFindings(ours, readVendorDescription({ graphql: sdl })).map(
    ({ at, problem }) => `${at} ${problem}`,
  )
}
