import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'

export const { Optional: optional, Object: object, Array: list } = Type

export const text = Type.String()
export const number = Type.Number()
export const flag = Type.Boolean()
/** A scalar of the schema that is any JSON. */
export const json = Type.Unknown()
/** `2026-01-02T03:04:05.000Z` */
export const time = Type.String({ format: 'date-time' })
/** `2026-01-02`, of `TimelessDate`. */
export const day = Type.String({ format: 'date' })

export const maybeText = nullable(text)
export const maybeTime = nullable(time)
export const maybeDay = nullable(day)
export const maybeNumber = nullable(number)

/** Names a record. Where a person sees another name, such as ENG-123 of an issue, Linear takes that too. */
export const id = Type.String({ minLength: 1, maxLength: 255 })
export const maybeId = nullable(id)
export const ids = list(id, { maxItems: 100 })
/** Of a record to be made, where the caller chooses. */
export const newId = Type.String({ format: 'uuid' })
/** A name or a title. */
export const line = Type.String({ minLength: 1, maxLength: 512 })
export const markdown = Type.String({ maxLength: 250_000, description: 'Markdown.' })
export const color = Type.String({ pattern: '^#[0-9A-Fa-f]{6}$', description: 'Such as "#5e6ad2".' })
export const url = Type.String({ format: 'uri', maxLength: 2048 })
export const priority = Type.Integer({
  minimum: 0,
  maximum: 4,
  description: '0 none, 1 urgent, 2 high, 3 medium, 4 low.',
})
