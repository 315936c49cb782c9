import { Type } from 'typebox'
import { Customization } from './customization-schema.ts'
import * as schema from './schemas.ts'

const { Optional } = Type

export const Mode = Type.Enum(['DIRECT', 'REPLICATION', 'MULTI'])
export const Tag = Type.String({ minLength: 1, maxLength: schema.MAX_NAME })
export const TagName = Type.Object({ name: Tag })

export const Deleted = Type.Object({ id: schema.Uuid, deleted_at: schema.Time })

/** A parameter that may stand several times in a query. */
const Repeated = <S extends Parameters<typeof Type.Array>[0]>(item: S, maxItems: number) =>
  Type.Union([Type.Array(item, { maxItems }), item])

export const Tags = Repeated(Tag, 50)
export const Uuids = Repeated(schema.Uuid, 100)
export const TagsMode = Type.Enum(['all', 'any'])
/** Some clients write the words of their own language. */
export const Flag = Type.String({ pattern: '^([Tt]rue|[Ff]alse|1|0)$' })

export const TagObject = Type.Object({
  id: schema.Uuid,
  name: Type.String(),
  organization_id: schema.Uuid,
  created_at: schema.Time,
  updated_at: schema.Time,
})

const common = {
  name: Optional(schema.Name),
  partial_default_config: Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'Settings of the connector type, under those of whoever connects an account. Never a secret.',
    }),
  ),
  customization: Optional(schema.orNull(Customization)),
  mode: Optional(Mode),
}

export const NewTemplate = Type.Object({
  actor_definition_id: Optional(schema.Uuid),
  original_source_template_id: Optional(
    Type.String({
      format: 'uuid',
      description: 'In place of a definition: the template to copy, own or global.',
    }),
  ),
  ...common,
  tags: Optional(Type.Array(Tag, { maxItems: 50 })),
})

export const TemplateChange = Type.Object({
  ...common,
  propagate: Optional(
    Type.Boolean({
      description:
        'true: the defaults go on to the connectors that were made from it, but for settings that were given there and those by which a credential would go elsewhere.',
    }),
  ),
})

const Propagation = Type.Object({
  connectors_changed: Type.Integer(),
  connectors_skipped: Type.Integer({
    description: 'Of a version of their definition that has other settings.',
  }),
  not_applied: Type.Array(Type.Object({ setting: Type.String(), reason: Type.String() })),
})

export const ChangedTemplate = Type.Object({
  ...schema.TemplateDetail.properties,
  propagation: Optional(Propagation),
})
