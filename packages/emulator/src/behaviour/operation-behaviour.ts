import { type Static, Type } from 'typebox'
import { FilterRule, Sort } from './filter-behaviour.ts'
import { Upload } from './upload-behaviour.ts'
import { Names, named, strict, Template, When } from './words.ts'

/** What speaks against an operation. */
export const Refusal = Type.Object(
  { when: When, problem: Type.String(), variables: Type.Optional(named(Template)) },
  strict,
)

const Change = Type.Object(
  {
    resource: Type.String(),
    when: Type.Optional(When),
    scope: Type.Optional(Type.Array(Template)),
    key: Type.Optional(Template),
    /** Members of that record; creates one when `create` says so. */
    set: Type.Optional(Template),
    create: Type.Optional(Type.Boolean()),
    delete: Type.Optional(Type.Boolean()),
    /** It keeps the bytes that the record of the operation has. */
    content: Type.Optional(Type.Boolean()),
    /** A list: one change for each `{item}` of it. */
    each: Type.Optional(Template),
    /** A record that it creates begins as `blank` has it. */
    blank: Type.Optional(Type.Boolean()),
  },
  strict,
)

/** What an operation can do. */
export const VERBS = [
  'list',
  'get',
  'create',
  'update',
  'replace',
  'put',
  'delete',
  'answer',
  'download',
  'upload',
] as const

const operation = {
  does: Type.Enum([...VERBS]),
  /** Variables by name, filled in first and in their order: records that conditions and templates speak of. */
  let: Type.Optional(named(Template)),
  /** Texts that name the collection; the variables of the path by default. */
  scope: Type.Optional(Type.Array(Template)),
  /** What names the record; the last variable of the path by default. */
  key: Type.Optional(Template),
  page: Type.Optional(Type.String()),
  /** The list itself, where it is a member of a record and no collection. */
  from: Type.Optional(Template),
  filter: Type.Optional(named(FilterRule)),
  sort: Type.Optional(Sort),
  refuse: Type.Optional(Type.Array(Refusal)),
  /** Members that the operation sets, over what the resource says. */
  set: Type.Optional(Template),
  /** Members that stay of the record that is changed; the others go. */
  retain: Type.Optional(Names),
  /** Members of the body that are taken over, over what the resource says; `true` for those that the record knows. */
  take: Type.Optional(Type.Union([Type.Boolean(), Names])),
  status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  headers: Type.Optional(named(Type.String())),
  /** The body of the answer; the record or the list of records by default, `null` for none. */
  answer: Type.Optional(Template),
  /** Query parameter with a field mask (`files(id,name),nextPageToken`) and what it is when left out. */
  mask: Type.Optional(
    Type.Object(
      {
        param: Type.String(),
        default: Type.Optional(Type.String()),
        /** Members that the description's answer does not have are refused. */
        strict: Type.Optional(Type.Boolean()),
        /** Members that are null are left out. */
        omitNull: Type.Optional(Type.Boolean()),
      },
      strict,
    ),
  ),
  /** What else changes, after the operation. */
  also: Type.Optional(Type.Array(Change)),
  /** What a download gives where no bytes were uploaded: `type`, and `text` or `base64`. */
  content: Type.Optional(Template),
  upload: Type.Optional(Upload),
  /** The body is a file, whatever its type says; conditions on `query` and `headers`. */
  file: Type.Optional(When),
  /** Nobody has to present a credential: the address itself is secret. */
  open: Type.Optional(Type.Boolean()),
  /** The answer changes by itself: it is never kept for the next request. */
  fresh: Type.Optional(Type.Boolean()),
  /** A new record begins as this one of its resource, bytes and all. */
  copyOf: Type.Optional(Template),
  /** What a `{record}` has to be to be listed. */
  only: Type.Optional(When),
}

/** Those of them that fields of a GraphQL schema have too. */
export const fieldWords = {
  let: operation.let,
  scope: operation.scope,
  key: operation.key,
  filter: operation.filter,
  refuse: operation.refuse,
  set: operation.set,
  take: operation.take,
  answer: operation.answer,
  also: operation.also,
}

// These are asked before it is known which case a request meets.
const { open: _, fresh: __, file: ___, ...ofCases } = Type.Partial(Type.Object(operation)).properties

const OperationCase = Type.Object({ when: When, ...ofCases }, strict)

/** What an operation does with the records of its resource. */
export const OperationBehaviour = Type.Object(
  { ...operation, cases: Type.Optional(Type.Array(OperationCase)) },
  strict,
)

export type OperationBehaviour = Static<typeof OperationBehaviour>
