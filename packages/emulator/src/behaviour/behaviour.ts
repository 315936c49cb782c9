import { type Static, Type } from 'typebox'
import { schemeSchema } from '../credentials/scheme-schema.ts'
import { graphqlBehaviour } from '../graphql/graphql-behaviour.ts'
import { settingsSchema } from '../oauth/settings-schema.ts'
import { fieldWords, OperationBehaviour } from './operation-behaviour.ts'
import { Paging } from './paging-behaviour.ts'
import { ProblemBehaviour } from './problem-behaviour.ts'
import { RateLimit } from './rate-limit-behaviour.ts'
import { ResourceBehaviour } from './resource-behaviour.ts'
import { Count, Names, named, strict, Template } from './words.ts'

const Etag = Type.Object({ weak: Type.Boolean(), ifMatch: Type.Optional(Type.Boolean()) }, strict)

/** What the description does not say of a vendor: `vendor.behaviour.json`. */
export const Behaviour = Type.Object(
  {
    $comment: Type.Optional(Type.Unknown()),
    title: Type.String(),
    /** Where the facts are from. */
    sources: Type.Optional(Names),
    /** The credential that is accepted when the user of the emulator names none. */
    practise: Type.Optional(Type.String()),
    /** Ways to present a credential; see credentials/scheme.ts. */
    credentials: Type.Optional(Type.Array(schemeSchema)),
    /** Headers without which every request is turned away. */
    requiredHeaders: Type.Optional(named(Type.String({ description: 'the problem' }))),
    /** What the vendor does with parameters and members that it does not know. */
    unknown: Type.Optional(Type.Enum(['ignore', 'refuse'])),
    /** It ignores the content type, or parses by it. */
    contentType: Type.Optional(Type.Enum(['strict', 'lenient'])),
    /** Variables of paths that hold slashes. */
    slashes: Type.Optional(Names),
    /** Values of `me` in templates: who the credential belongs to. */
    me: Type.Optional(Type.Unknown()),
    /** Headers of every answer. */
    headers: Type.Optional(named(Template)),
    rateLimit: Type.Optional(RateLimit),
    etag: Type.Optional(Etag),
    idempotency: Type.Optional(
      Type.Object(
        {
          header: Type.String(),
          replayed: Type.Optional(named(Type.String())),
          seconds: Count,
          /** All but GET by default. */
          methods: Type.Optional(Names),
        },
        strict,
      ),
    ),
    /** By problem: `not_found`, `invalid`. See problems.ts for all; `default` is for those that are not here. */
    problems: named(ProblemBehaviour),
    paging: Type.Optional(named(Paging)),
    resources: Type.Optional(named(ResourceBehaviour)),
    /** Operations that belong to no resource. */
    operations: Type.Optional(named(OperationBehaviour)),
    /** Lists and records that are there before they are asked for by their paths: other lists find them. */
    present: Type.Optional(Names),
    /** Origins of links in records; they lead back here, unless links lead to the vendor. */
    origins: Type.Optional(Names),
    /** Parts of templates by name, for `{ "$use": name }`. */
    parts: Type.Optional(named(Template)),
    /** Paths that name a record by a number where the description has its name. */
    aliases: Type.Optional(
      Type.Array(
        Type.Object(
          { named: Type.String(), numbered: Type.String(), resource: Type.String(), member: Type.String() },
          strict,
        ),
      ),
    ),
    /** Quirks of its authorization server. */
    oauth: Type.Optional(settingsSchema),
    graphql: Type.Optional(
      graphqlBehaviour(fieldWords, {
        /** Resources without operations over REST. */
        resources: Type.Optional(named(ResourceBehaviour)),
        /** Words for whole answers, over those of `problems`. */
        problems: Type.Optional(named(ProblemBehaviour)),
      }),
    ),
  },
  strict,
)

export type Behaviour = Static<typeof Behaviour>
