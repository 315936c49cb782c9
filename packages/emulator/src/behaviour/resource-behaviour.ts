import { type Static, Type } from 'typebox'
import { OperationBehaviour, Refusal } from './operation-behaviour.ts'
import { Count, Names, named, strict, Template } from './words.ts'

/** Records of one kind: how they look, and which operations work on them. */
export const ResourceBehaviour = Type.Object(
  {
    /** Member that names a record in its collection: `number`, `id`. */
    key: Type.String(),
    /** Operation whose example or schema a record looks like; the one that gets it by default. */
    like: Type.Optional(Type.String()),
    /** Schema of the description instead. */
    schema: Type.Optional(Type.String()),
    /** Object type of the GraphQL schema instead. */
    type: Type.Optional(Type.String()),
    /** The record that a collection belongs to: without it there is none. */
    within: Type.Optional(
      Type.Object(
        {
          resource: Type.String(),
          key: Template,
          /** What names the collection of that record; none by default. */
          scope: Type.Optional(Type.Array(Template)),
        },
        strict,
      ),
    ),
    /** A record is there under every name that is asked for. */
    any: Type.Optional(Type.Boolean()),
    /** Number of the record that is there first, where the example's belongs to another resource. */
    first: Type.Optional(Count),
    /** There are records at first only where that resource has some of its own making: who brings the ones brings the others. */
    beside: Type.Optional(Type.String()),
    /** No two collections have a record with the same number at first, although they come from one example. */
    apart: Type.Optional(Type.Boolean()),
    /** Members of the example that the records here do not have. */
    without: Type.Optional(Names),
    /** A new record is the example under its own name, below everything that is said of it. */
    exemplary: Type.Optional(Type.Boolean()),
    /** What the vendor calls one of them: `operation.title` in problems. */
    title: Type.Optional(Type.String()),
    /** How many records a collection has at first. */
    size: Type.Optional(Count),
    /** The records that are there at first, one after the other: templates over `sample`. */
    records: Type.Optional(Type.Array(Template, { maxItems: 1000 })),
    /** Texts of the example that stand for others: `octocat` for `{scope.0}`. */
    rename: Type.Optional(named(Template)),
    /** Members of the records that are there at first, over the example. */
    sample: Type.Optional(Template),
    /** Members of every new record, over the example, below the body. */
    blank: Type.Optional(Template),
    /** Begin a new record with nothing but `blank`, not with the example. */
    bare: Type.Optional(Type.Boolean()),
    /** Members of a new record, over the body. */
    create: Type.Optional(Template),
    /** Members of a changed record, over the body. */
    update: Type.Optional(Template),
    /** Members of the body that are taken over; `true`, the default, for those that the record knows. */
    take: Type.Optional(Type.Union([Type.Boolean(), Names])),
    /** Members of the body that are never taken over: what a record has of that name looks different. */
    leave: Type.Optional(Names),
    /** Members whose objects are merged with what is there; an empty text takes a member away. */
    merge: Type.Optional(Names),
    /** An empty text of the body sets a member to null. */
    unset: Type.Optional(Type.Boolean()),
    /** What the records that are there at first are made from, below `sample`. */
    begin: Type.Optional(Type.Enum(['example', 'blank'])),
    /** Members that no two records of a collection share. */
    unique: Type.Optional(Names),
    /** `newest` first, or `oldest`. */
    order: Type.Optional(Type.Enum(['newest', 'oldest'])),
    /** Members that a request can ask to see whole: `customer` by the resource `customers`. */
    expand: Type.Optional(named(Type.String())),
    /** Variables that all its operations know, before their own `let`. */
    let: Type.Optional(named(Template)),
    /** What speaks against all its operations, before their own `refuse`. */
    refuse: Type.Optional(Type.Array(Refusal)),
    /** By name; `GET|POST /users.list` where methods do the same. */
    operations: Type.Optional(named(Type.Union([Type.String(), OperationBehaviour]))),
  },
  strict,
)

export type ResourceBehaviour = Static<typeof ResourceBehaviour>
