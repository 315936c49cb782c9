import { Type } from 'typebox'

export const optional = Type.Optional
export const text = Type.String()
export const id = Type.Integer()
export const url = Type.String({ format: 'uri' })
export const time = Type.String({ format: 'date-time' })
export const count = Type.Integer({ minimum: 0 })
export const flag = Type.Boolean()
