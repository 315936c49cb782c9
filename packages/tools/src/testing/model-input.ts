import fc, { type Arbitrary } from 'fast-check'

interface Node {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly enum?: readonly unknown[]
  readonly description?: string
}

/** Whatever a model may give under a strict schema. */
export function modelInput(schema: object): Arbitrary<unknown> {
  const { anyOf, enum: values, type, ...rest }: Node = schema
  if (values !== undefined) return fc.constantFrom(...values)
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(modelInput))
  return fc.oneof(...[type ?? []].flat().map((each) => ofType(each, rest)))
}

function ofType(type: string, { properties = {}, items = {}, description = '' }: Node): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: 1, max: 99 })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'array':
      return fc.array(modelInput(items), { maxLength: 3 })
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, modelInput(member)])),
      )
    default:
      return description.endsWith('JSON object.') ? fc.constantFrom('{}', '{"a":"b"}') : word
  }
}

/** Texts that are neither numbers nor JSON. */
const word = fc.stringMatching(/^[a-z]{2}[ a-z]{0,9}$/)
