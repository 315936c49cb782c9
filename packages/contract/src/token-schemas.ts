import { Type } from 'typebox'
import { Capabilities, Name, orNull, Uuid, workspaceNames } from './schemas.ts'

const { Optional } = Type

/** Regions that clients name: the United States and the European Union. An engine is where it is, and takes both. */
export const REGION_IDS = [
  '645a183f-b12b-4c6e-8ad3-99e165603450',
  'b9e48d61-f082-4a14-a8d0-799a907938cb',
] as const

/** A workspace, under its four names and the one of the oldest clients. */
const workspace = {
  ...workspaceNames,
  externalUserId: Optional(Type.String({ maxLength: 4096, deprecated: true })),
  region_id: Optional(orNull(Type.Enum([...REGION_IDS]))),
}

export const NewScopedToken = Type.Object({
  workspace_id: Optional(
    Type.String({
      format: 'uuid',
      description: 'Of a workspace that is there. A name makes one that is not.',
    }),
  ),
  ...workspace,
  capabilities: Optional(Capabilities),
})

/** Far over the longest origin there is: what is wrong with a long one is said in words. */
const MAX_ORIGIN = 2_000
const Tags = orNull(Type.Array(Name, { maxItems: 50 }))
const Mode = orNull(Type.Enum(['all', 'any']))

/** One of the two spellings of the origin is needed. */
export const NewWidgetToken = Type.Object({
  ...workspace,
  allowed_origin: Optional(
    Type.String({
      maxLength: MAX_ORIGIN,
      description: 'Scheme, host and port of the page that shows the widget, as a browser writes them.',
    }),
  ),
  allowedOrigin: Optional(Type.String({ maxLength: MAX_ORIGIN, deprecated: true })),
  organizationId: Optional(orNull(Uuid)),
  selected_source_template_tags: Optional(Tags),
  selected_source_template_tags_mode: Optional(Mode),
  selected_connection_template_tags: Optional(Tags),
  selected_connection_template_tags_mode: Optional(Mode),
})
