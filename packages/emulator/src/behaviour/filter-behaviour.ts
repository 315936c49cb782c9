import { type Static, Type } from 'typebox'
import { Names, named, strict, Template } from './words.ts'

/** What a parameter of a list narrows it to. */
export const FilterRule = Type.Object(
  {
    /** Path of the member in the record, through lists: `labels.name`. */
    member: Type.Optional(Type.String()),
    is: Type.Optional(
      Type.Enum([
        'equal',
        'oneOf',
        'contains',
        'prefix',
        'atLeast',
        'atMost',
        'above',
        'below',
        'range',
        'exists',
      ]),
    ),
    /** The parameter is text of several values. */
    split: Type.Optional(Type.String()),
    /** Every value has to be there, not just one. */
    every: Type.Optional(Type.Boolean()),
    default: Type.Optional(Type.Unknown()),
    /** What a record that lacks the member is taken to have. */
    absent: Type.Optional(Type.Unknown()),
    /** The value that lets everything pass. */
    any: Type.Optional(Type.Unknown()),
    /** What a value of the parameter stands for in the record. */
    values: Type.Optional(named(Type.Unknown())),
    /** The parameter is a text in one of the query languages of query/. */
    language: Type.Optional(
      Type.Enum(['words', 'field-clauses', 'qualified-words', 'qualified-search', 'term-expressions']),
    ),
    /** Names of that language to members of the record. */
    names: Type.Optional(named(Type.Unknown())),
    /** Members that words without a name are looked for in. */
    words: Type.Optional(Names),
  },
  strict,
)

/** How a list is ordered. */
export const Sort = Type.Object(
  {
    by: Template,
    direction: Type.Optional(Template),
    /** What `by` says, as a member of the record. */
    members: Type.Optional(named(Type.String())),
    /** `by` is text with several keys, each with its direction after a space; `members` and `first` have them all. */
    split: Type.Optional(Type.String()),
    /** Keys that put records first whose member has the value. */
    first: Type.Optional(named(Type.Object({ member: Type.String(), is: Type.String() }, strict))),
    /** The parameter that is wrong when a key is unknown. */
    param: Type.Optional(Type.String()),
  },
  strict,
)

export type FilterRule = Static<typeof FilterRule>
