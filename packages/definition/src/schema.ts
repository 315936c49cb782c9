import { type TNull, type TSchema, type TUnion, Type } from 'typebox'

/** A value that the third party may also send as null. */
export function nullable<const S extends TSchema>(schema: S): TUnion<[S, TNull]> {
  return Type.Union([schema, Type.Null()])
}
