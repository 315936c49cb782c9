import { type TSchema, Type } from 'typebox'

/** Words that the schemas of a behaviour share. */
export const strict = { additionalProperties: false }
export const Template = Type.Unknown({
  description: 'JSON in which text may hold {expressions}; see template.ts.',
})
export const Names = Type.Array(Type.String())
export const Count = Type.Integer({ minimum: 0, maximum: 100_000 })
export const named = <Schema extends TSchema>(schema: Schema) => Type.Record(Type.String(), schema)

/** Conditions on variables: see condition.ts. */
export const When = named(Type.Unknown())
