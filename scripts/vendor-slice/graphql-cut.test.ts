import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildASTSchema, parse, print, validateSchema } from 'graphql'
import { cut } from './graphql-cut.ts'
import { usedFields } from './graphql-used-fields.ts'
import type { UsedFields, Wanted } from './graphql-wanted.ts'

const schema = parse(/* GraphQL */ `
  directive @internal on OBJECT | FIELD_DEFINITION
  "Prose"
  type Query {
    "Prose"
    cats(first: Int = 10, by: CatFilter): CatConnection!
    dogs: [Dog!]!
    pet(id: ID!): Pet
    animal(id: ID!): Animal
  }
  type Mutation { catCreate(input: CatCreateInput!): CatPayload!  catDelete(id: ID!): Boolean }
  interface Animal { id: ID!  name: String  vet: Vet  keeper: Keeper }
  interface Named { name: String }
  type Cat implements Animal & Named @internal {
    id: ID!
    name: String
    name: String
    lives: Int @deprecated(reason: "Nine")
    mood: Mood
    mother: Cat
    vet: Vet
    keeper: Zoo
    enemies(kind: Kind): [Dog!]
    friend: Pet
  }
  type Dog implements Animal { id: ID!  name: String @deprecated  vet: Vet  keeper: Keeper  bones: Int }
  type Vet { id: ID!  phone: String  patients: CatConnection }
  interface Keeper { id: ID! }
  type Zoo implements Keeper { id: ID! }
  union Pet = Cat | Dog
  type CatConnection { edges: [CatEdge]  nodes: [Cat]  pageInfo: PageInfo }
  type CatEdge { node: Cat  cursor: String }
  type DogConnection { nodes: [Dog] }
  type PageInfo { endCursor: String }
  type CatPayload { cat: Cat  vet: Vet }
  input CatFilter { mood: Mood  and: [CatFilter!] }
  input CatCreateInput { "Prose" name: String!  born: Date }
  input DogFilter { bones: Int }
  enum Mood { "Prose" HAPPY  SAD @deprecated(reason: "Never") }
  enum Kind { A }
  scalar Date
`)

function sliced(wanted: Wanted, used?: UsedFields): string {
  return print(cut(schema, wanted, used))
}

const CATS: Wanted = { rootFields: { Query: ['cats'], Mutation: ['catCreate'] }, types: ['Cat', 'PageInfo'] }

test('a slice holds the wanted fields, what they take, and nothing that leads out of it', () => {
  assert.equal(
    sliced(CATS),
    print(
      parse(/* GraphQL */ `
        interface Animal { id: ID!  name: String }
        type Cat implements Animal & Named {
          id: ID!
          name: String
          lives: Int @deprecated(reason: "Nine")
          mood: Mood
          mother: Cat
        }
        type CatConnection { edges: [CatEdge]  nodes: [Cat]  pageInfo: PageInfo }
        input CatCreateInput { name: String!  born: Date }
        type CatEdge { node: Cat  cursor: String }
        input CatFilter { mood: Mood  and: [CatFilter!] }
        type CatPayload { cat: Cat }
        scalar Date
        enum Mood { HAPPY  SAD @deprecated(reason: "Never") }
        type Mutation { catCreate(input: CatCreateInput!): CatPayload! }
        interface Named { name: String }
        type PageInfo { endCursor: String }
        type Query { cats(first: Int = 10, by: CatFilter): CatConnection! }
      `),
    ),
  )
})

test('a slice is a valid schema, whatever is left out', () => {
  const types = ['Cat', 'Dog', 'Vet', 'Zoo', 'Keeper', 'PageInfo']
  for (const without of [undefined, ...types]) {
    const wanted = { rootFields: CATS.rootFields, types: types.filter((type) => type !== without) }
    assert.deepEqual(validateSchema(buildASTSchema(cut(schema, wanted))), [], without)
  }
})

test('a union comes along when all of its members are kept, and is reduced when it is asked for', () => {
  assert.doesNotMatch(sliced(CATS), /Pet/)
  assert.match(sliced({ ...CATS, types: ['Cat', 'Dog'] }), /^union Pet = Cat \| Dog$/m)
  const pets = { rootFields: { Query: ['pet'] }, types: ['Cat', 'Dog'] }
  assert.match(sliced(pets), /^union Pet = Cat \| Dog$/m)
  assert.match(sliced({ ...pets, types: ['Cat'] }), /^union Pet = Cat$/m)
})

test('a kept type that is met only as one of an interface stays', () => {
  const text = sliced({ rootFields: { Query: ['animal'] }, types: ['Cat', 'Dog'] })
  assert.match(text, /^type Dog implements Animal \{/m)
})

test('an interface loses the fields that one of its types lost', () => {
  const text = sliced({ rootFields: { Query: ['pet'] }, types: ['Cat', 'Dog', 'Vet', 'Keeper'] })
  assert.match(text, /^interface Animal \{\n {2}id: ID!\n {2}name: String\n {2}vet: Vet\n\}/m)
})

test('a field that an interface states without a deprecation has none in its types', () => {
  const text = sliced({ rootFields: { Query: ['pet'] }, types: ['Cat', 'Dog'] })
  assert.match(text, /^type Dog implements Animal \{\n {2}id: ID!\n {2}name: String\n/m)
})

test('what a document selects is kept, and no more of types that nobody asked for', () => {
  const document = parse(
    '{ cats { nodes { ...C } } } fragment C on Cat { vet { phone } enemies { ... on Animal { id } } }',
  )
  const text = sliced(CATS, usedFields(buildASTSchema(schema, { assumeValidSDL: true }), [document]))
  assert.match(text, /^type Vet \{\n {2}phone: String\n\}/m)
  assert.match(text, /^type Dog implements Animal \{/m)
  assert.match(text, /enemies\(kind: Kind\): \[Dog!\]/)
  assert.doesNotMatch(text, /bones|patients/)
})

test('a connection is complete although a document selects only its nodes', () => {
  const document = parse('{ cats { nodes { id } } }')
  const wanted = { rootFields: { Query: ['cats'] }, types: [] }
  const text = sliced(wanted, usedFields(buildASTSchema(schema, { assumeValidSDL: true }), [document]))
  assert.match(text, /^type CatConnection \{\n {2}edges: \[CatEdge\]\n {2}nodes: \[Cat\]\n/m)
  assert.match(text, /^type CatEdge \{\n {2}node: Cat\n {2}cursor: String\n\}/m)
})

test('an interface that lost all of its fields is gone', () => {
  const document = parse('{ cats { nodes { id } } }')
  const wanted = { rootFields: { Query: ['cats'] }, types: [] }
  const text = sliced(wanted, usedFields(buildASTSchema(schema, { assumeValidSDL: true }), [document]))
  assert.match(text, /^interface Animal \{\n {2}id: ID!\n\}\n\ntype Cat implements Animal \{/m)
  assert.deepEqual(validateSchema(buildASTSchema(parse(text))), [])
})

test('what the schema does not have is told', () => {
  assert.throws(() => sliced({ rootFields: { Query: ['birds'] }, types: [] }), /no field "Query\.birds"/)
  assert.throws(() => sliced({ rootFields: { Query: ['cats'] }, types: ['Bird'] }), /no type "Bird"/)
})
