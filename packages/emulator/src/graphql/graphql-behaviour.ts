import { type TProperties, Type } from 'typebox'
import { SCALAR_KINDS } from './scalar-kinds.ts'

const strict = { additionalProperties: false }
const Template = Type.Unknown({ description: 'JSON in which text may hold {expressions}.' })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Names = Type.Array(Name, { maxItems: 200 })
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000_000 })

/** What a GraphQL type shows: the records of a resource. */
const ShownType = Type.Object(
  {
    resource: Name,
    /** What names a record to clients, where it is another member than the key of the resource. */
    id: Type.Optional(Name),
    /** Pattern (regular expression) of ids that samples get. */
    pattern: Type.Optional(Type.String({ maxLength: 200 })),
    /** Several of them, where the rules of English do not give it. */
    plural: Type.Optional(Name),
    /** Members that name a record as well as its key does. */
    also: Type.Optional(Names),
    /** Fields that may be null but that samples have. */
    sample: Type.Optional(Names),
  },
  strict,
)

const Limits = Type.Object(
  {
    /** Levels of selections. */
    depth: Type.Optional(Count),
    /** Points of one document; see `complexity`. */
    complexity: Type.Optional(Count),
    /** Tokens of one document. */
    tokens: Type.Optional(Count),
  },
  strict,
)

const Complexity = Type.Object(
  {
    /** Points of a field that holds a value, and of one that holds an object. */
    property: Type.Number({ minimum: 0, maximum: 1000 }),
    object: Type.Number({ minimum: 0, maximum: 1000 }),
    /** Points that a credential may spend within so many seconds. */
    limit: Count,
    seconds: Count,
    /** Templates over `complexity`, `limit`, `remaining`, `used`, `reset` (Unix seconds). */
    headers: Type.Record(Type.String(), Type.String()),
  },
  strict,
)

const Pages = Type.Object(
  {
    default: Count,
    max: Count,
    /** Beyond the largest: cut down to it, or refused. */
    over: Type.Optional(Type.Enum(['clamp', 'refuse'])),
    /** Without `first` and `last`: refused. */
    required: Type.Optional(Type.Boolean()),
    /** A cursor is the name of a record, or a text that says nothing. */
    cursor: Type.Optional(Type.Enum(['key', 'opaque'])),
  },
  strict,
)

const Order = Type.Object(
  {
    param: Name,
    /** The member that lists are ordered by when nothing is said. */
    default: Type.Optional(Name),
    /** Words for the order in which records are kept, oldest first. */
    kept: Type.Optional(Names),
    /** An argument with a list of `{ field: { order: "Ascending" } }`, and fields that go by another name there. */
    sort: Type.Optional(Type.Object({ param: Name, members: Type.Record(Type.String(), Name) }, strict)),
  },
  strict,
)

/**
 * The member `graphql` of a behaviour. `operation` holds the schemas that operations over REST have for the same
 * words, and `parts` those of members that a behaviour has too; they come in as arguments, since the schema of a behaviour is built around this one.
 */
export function graphqlBehaviour<Operation extends TProperties, Parts extends TProperties>(
  operation: Operation,
  parts: Parts,
) {
  const words = {
    ...operation,
    does: Type.Enum(['list', 'get', 'node', 'create', 'update', 'put', 'delete', 'answer']),
    resource: Type.Optional(Name),
    /** What a write is told; `{args.input}` by default. */
    input: Type.Optional(Template),
    /** Does it once for each `item` of a list. */
    each: Type.Optional(Template),
    /** Of a list: the field of its records that leads back to the parent. */
    by: Type.Optional(Name),
    /** Of a list: the member of the parent that names its records. */
    via: Type.Optional(Name),
    /** Of a list of several types: the argument that says which of them are meant. */
    kinds: Type.Optional(Type.Object({ param: Name, types: Type.Record(Type.String(), Names) }, strict)),
    /** What a record that is not there is: an error (the default), or null. */
    missing: Type.Optional(Type.Enum(['error', 'null'])),
  }
  return Type.Object(
    {
      ...parts,
      path: Type.String({ pattern: '^/', maxLength: 200 }),
      /** Documents may hold fragments that nothing uses. */
      unusedFragments: Type.Optional(Type.Boolean()),
      limits: Type.Optional(Limits),
      complexity: Type.Optional(Complexity),
      pages: Type.Optional(Pages),
      /** Records whose member is not null are left out of lists, unless this argument is true. */
      hidden: Type.Optional(Type.Object({ member: Name, unless: Name }, strict)),
      /** The argument that orders lists by a member, newest first. */
      order: Type.Optional(Order),
      /** The argument with an object of comparators; see comparators.ts. */
      comparators: Type.Optional(Name),
      /** What the vendor's own scalars hold. Well-known names are known. */
      scalars: Type.Optional(Type.Record(Type.String(), Type.Enum([...SCALAR_KINDS]))),
      types: Type.Optional(Type.Record(Type.String(), ShownType)),
      /** What fields do by their names, for every type: `{type}`, `{Type}`, `{types}`, `{Types}`. */
      conventions: Type.Optional(
        Type.Array(Type.Object({ field: Name, ...words }, strict), { maxItems: 100 }),
      ),
      /** By `Type.field`; a template alone is the answer. */
      fields: Type.Optional(
        Type.Record(Type.String(), Type.Union([Type.String(), Type.Object(words, strict)])),
      ),
      /** The vendor's words for an error in the list `errors`, by problem; `syntax`, `validation`, `complexity` besides. */
      errors: Type.Optional(Type.Record(Type.String(), Template)),
    },
    strict,
  )
}
