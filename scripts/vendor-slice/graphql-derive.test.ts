import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql'
import { deriveSchema } from './graphql-derive.ts'

function file(types: string): string {
  return `type Maybe<T> = T | null;
type Scalars = {
  ID: string;
  Int: number;
  String: string;
  /** A moment. */
  DateTime: Date;
};
${types}
/** Not a part of the schema. */
type CatFragment = {
  __typename: "Cat";
};
`
}

const TYPES = `/** Prose; type Odd = { */
type Cat = Node & {
  __typename?: "Cat";
  /** The time. */
  bornAt?: Maybe<Scalars["DateTime"]>;
  id: Scalars["ID"];
  /** @deprecated Use "mood" instead */
  humour: Mood;
  /**
   * Prose
   * on lines.
   */
  kittens: CatConnection;
  names: Array<Maybe<Scalars["String"]>>;
  ownURL: Scalars["String"];
};
type CatKittensArgs = {
  first?: InputMaybe<Scalars["Int"]>;
  /** Prose */
  filter: CatFilter;
};
type CatOwnUrlArgs = {
  size?: Scalars["Int"];
};
type CatConnection = {
  __typename?: "CatConnection";
  nodes: Array<Cat>;
};
type CatFilter = {
  and?: InputMaybe<Array<CatFilter>>;
  id?: InputMaybe<IdComparator>;
};
type IdComparator = {
  eq?: InputMaybe<Scalars["ID"]>;
};
declare enum Mood {
  /** Prose */
  Happy = "happy",
  Sad = "SAD"
}
type Node = {
  id: Scalars["ID"];
};
type Pet = Cat | ToolArgs;
type Query = {
  __typename?: "Query";
  pet?: Maybe<Pet>;
};
type ToolArgs = {
  __typename?: "ToolArgs";
  name: Scalars["String"];
};`

test('a schema is made of the types that were generated from one', () => {
  const expected = /* GraphQL */ `
    schema { query: Query }
    scalar DateTime
    type Cat implements Node {
      bornAt: DateTime
      id: ID!
      humour: Mood! @deprecated(reason: "Use \\"mood\\" instead")
      kittens(first: Int, filter: CatFilter!): CatConnection!
      names: [String]!
      ownURL(size: Int): String!
    }
    type CatConnection { nodes: [Cat!]! }
    input CatFilter { and: [CatFilter!]  id: IDComparator }
    input IDComparator { eq: ID }
    enum Mood { happy SAD }
    interface Node { id: ID! }
    union Pet = Cat | ToolArgs
    type Query { pet: Pet }
    type ToolArgs { name: String! }
  `
  assert.equal(canonical(deriveSchema(file(TYPES), { IdComparator: 'IDComparator' })), canonical(expected))
})

interface Type {
  readonly typescript: string
  readonly graphql: string
}

const { type } = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('ID', 'Int', 'DateTime').map((name) => ({
      typescript: `Scalars["${name}"]`,
      graphql: `${name}!`,
    })),
    tie('type').map((item) => ({ typescript: `Array<${item.typescript}>`, graphql: `[${item.graphql}]!` })),
    tie('type').map((item) => ({
      typescript: `Maybe<${item.typescript}>`,
      graphql: item.graphql.replace(/!$/, ''),
    })),
  ),
}))

test('every nesting of lists and optional types keeps its marks', () => {
  fc.assert(
    fc.property(type, fc.boolean(), ({ typescript, graphql }, optional) => {
      const member = `  it${optional ? '?' : ''}: ${typescript};`
      const schema = deriveSchema(file(`type Query = {\n  __typename?: "Query";\n${member}\n};`))
      const expected = optional ? graphql.replace(/!$/, '') : graphql
      assert.equal(String(buildSchema(schema).getQueryType()?.getFields().it?.type), expected)
    }),
  )
})

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ['no types', 'const a = 1', /holds no types/],
  ['a declaration of another form', file('interface Cat {'), /of no known form: interface Cat/],
  ['a member of another form', file('type Cat = {\n  a(): void;\n};'), /Line 10 is/],
  ['a member over several lines', file('type Cat = {\n  a?: Maybe<\n};'), /Line 10 is/],
  ['a type of another form', file('type Cat = {\n  a: "x" | "y";\n};'), /""x" \| "y"" is no type/],
  ['a declaration without an end', file('type Cat = {\n  a: Cat;'), /Line 11 is/],
  [
    'a comment without an end',
    file('/** Prose').replace('*/\ntype CatF', '\ntype CatF').replace('*/', ''),
    /no end|known/,
  ],
  ['a line without measure', file(`type ${'C'.repeat(10_001)} = Cat;`), /more than 10000 characters/],
]
for (const [name, text, message] of REFUSED) {
  test(`${name} is refused`, () => {
    assert.throws(() => deriveSchema(text), message)
  })
}

function canonical(schema: string): string {
  return printSchema(lexicographicSortSchema(buildSchema(schema)))
}
