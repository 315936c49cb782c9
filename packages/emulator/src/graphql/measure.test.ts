import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildSchema, getOperationAST, parse } from 'graphql'
import { measure } from './measure.ts'

const schema = buildSchema(`
  type Query { me: User users(first: Int, last: Int): UserConnection! }
  type User { id: ID! name: String friends(first: Int): UserConnection! }
  type UserConnection { nodes: [User!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
`)

function measured(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  const operation = getOperationAST(document)
  assert.ok(operation)
  return measure({ schema, property: 0.1, object: 1, page: 50 }, { document, operation }, variables)
}

const cases: readonly (readonly [
  string,
  string,
  { depth: number; complexity: number },
  Record<string, unknown>?,
])[] = [
  ['values and objects', '{ me { id name } }', { depth: 2, complexity: 2 }],
  ['a page of the default size', '{ users { nodes { id } } }', { depth: 3, complexity: 56 }],
  ['a page of a given size', '{ users(first: 10) { nodes { id } } }', { depth: 3, complexity: 12 }],
  [
    'a size from a variable',
    'query ($n: Int) { users(last: $n) { nodes { id } } }',
    { depth: 3, complexity: 4 },
    { n: 2 },
  ],
  [
    'pages within pages',
    '{ users(first: 10) { nodes { friends(first: 10) { nodes { id } } } } }',
    { depth: 5, complexity: 131 },
  ],
  [
    'fragments',
    '{ me { ...A ... on User { name } } } fragment A on User { id }',
    { depth: 2, complexity: 2 },
  ],
  ['introspection', '{ __schema { queryType { name } } }', { depth: 1, complexity: 0 }],
]

describe('what a document costs', () => {
  for (const [name, query, expected, variables] of cases) {
    it(`counts ${name}`, () => assert.deepEqual(measured(query, variables), expected))
  }

  it('measures fragments that double each other in no time', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on User { ...F${index + 1} ...F${index + 1} }`,
    )
    const { complexity } = measured(`{ me { ...F0 } } ${fragments.join(' ')} fragment F60 on User { id }`)
    assert.ok(complexity > 1e15)
  })
})
