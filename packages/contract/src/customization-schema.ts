import { Type } from 'typebox'

const { Optional } = Type
const MAX_STREAMS = 1000
const Text = Type.String({ minLength: 1, maxLength: 255 })
const Path = Type.Array(Text, { maxItems: 50 })
const perStream = <S extends Parameters<typeof Type.Array>[0]>(schema: S) =>
  Type.Record(Type.String(), schema, { maxProperties: MAX_STREAMS })

/** What each type needs of it is said where one is read: a union of them would name the wrong one in its errors. */
const MapperConfiguration = Type.Object({
  target_field: Optional(Text),
  method: Optional(Type.Enum(['SHA256', 'SHA512', 'MD5'])),
  field_name_suffix: Optional(Type.String({ maxLength: 255 })),
  original_field_name: Optional(Text),
  new_field_name: Optional(Text),
  conditions: Optional(
    Type.Object({
      type: Type.Literal('equal'),
      field_name: Text,
      comparison_value: Type.String({ maxLength: 1000 }),
    }),
  ),
  algorithm: Optional(Type.Literal('RSA')),
  padding: Optional(Type.Literal('RSA-OAEP')),
  oaep_hash: Optional(Type.Literal('SHA256')),
  public_key: Optional(Type.String({ maxLength: 8000, description: 'PEM of a public key.' })),
  output_encoding: Optional(Type.Enum(['base64', 'hex'])),
})

const Mapper = Type.Object({
  type: Type.Enum(['hashing', 'field-renaming', 'field-filtering', 'row-filtering', 'encryption']),
  mapper_configuration: MapperConfiguration,
})

/** What of a source is copied, and how. It is kept: this engine copies nothing yet. */
export const Customization = Type.Object(
  {
    stream_selection_mode: Optional(Type.Enum(['all', 'suggested', 'whitelist'])),
    stream_whitelist: Optional(Type.Array(Text, { maxItems: MAX_STREAMS })),
    stream_customizations: Optional(
      perStream(
        Type.Object({
          primary_key_fields: Optional(Type.Array(Path, { maxItems: 50 })),
          cursor_field: Optional(Path),
        }),
      ),
    ),
    stream_mappers: Optional(perStream(Type.Array(Mapper, { maxItems: 50 }))),
  },
  { description: 'Kept as it is given. This engine copies nothing yet, and so nothing follows from it.' },
)
