import { type TSchema, Type } from 'typebox'
import { LONGEST_UTTERANCE, MOST_UTTERANCES } from '../utterances.ts'
import { auth } from './auth-schema.ts'
import { idempotencyKey, operation } from './operation-schema.ts'
import { definitions } from './parameter-schema.ts'
import { closed, list, map, Name, optional, Path, text, Word } from './schema-parts.ts'
import { config, encoding, errors, limits, server, source } from './server-schema.ts'

const { Enum: oneOf } = Type

const constant = Type.Union([Type.String({ maxLength: 1_000 }), Type.Number(), Type.Boolean(), Type.Null()])

const search = closed({
  fields: map(Path, oneOf(['text', 'keyword', 'number', 'boolean', 'date']), 200),
  semantic: optional(list(Path, 50)),
})

const sync = closed({
  from: Word,
  cursor: optional(Path),
  since: optional(Name),
  order: optional(oneOf(['asc', 'desc'])),
  params: optional(Type.Unsafe<Readonly<Record<string, unknown>>>(map(Name, constant, 50))),
  deleted: optional(Type.Union([closed({ field: Path }), Type.Literal('absent')])),
})

const identity = closed({
  entity: Word,
  action: Word,
  id: list(Path, 5, 1),
  name: optional(list(Path, 5)),
})

const entity = closed({
  about: text(1_000),
  record: Type.Unsafe<TSchema>({ $ref: '#/$defs/schema' }),
  key: list(Name, 10),
  compact: optional(list(Path, 100)),
  untrusted: optional(list(Path, 100)),
  search: optional(search),
  sync: optional(sync),
  relations: optional(map(Word, closed({ field: Path, entity: Word, key: Name }), 50)),
  actions: map(Word, operation, 100),
})

/** The JSON form of a definition. `definition.schema.json` is this, as a file. */
export const DefinitionSchema = Type.Object(
  {
    slug: text(63),
    id: text(36),
    title: text(100),
    about: text(1_000),
    source,
    server,
    encoding: optional(encoding),
    idempotency: optional(idempotencyKey),
    config: optional(config),
    auth,
    identity: optional(identity),
    errors,
    limits: optional(limits),
    aliases: optional(map(Path, Path, 1_000)),
    utterances: optional(map(Path, list(text(LONGEST_UTTERANCE), MOST_UTTERANCES), 2_000)),
    entities: map(Word, entity, 200),
  },
  { additionalProperties: false, $defs: definitions },
)

/** What the file `definition.schema.json` holds. */
export const publishedSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Sallyport connector definition',
  description:
    'How one third-party API is reached, as data. Beside this form an engine checks names, addresses, patterns and consistency.',
  ...DefinitionSchema,
}
