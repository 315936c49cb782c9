/** The words of JSON Schema that are told on. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly format?: string
  readonly pattern?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

/** What a value has to be. */
export interface DescribedValue {
  /** `string`, `integer`, `number`, `boolean`, `array`, `object`, or `any`. */
  readonly type: string
  readonly description?: string
  readonly nullable?: true
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: DescribedValue
  readonly properties?: Readonly<Record<string, DescribedValue & { readonly required?: true }>>
}

export interface DescribedField {
  /** Dotted path, as `select_fields` takes it. It goes through lists. */
  readonly name: string
  readonly type: string
  readonly description?: string
}

const MAX_DEPTH = 3
const MAX_VALUES = 60
const MAX_MEMBERS = 40

/** Says in JSON what a schema wants, without what only a validator needs. */
export function describedValue(schema: object, depth = 0): DescribedValue {
  const whole: Schema = schema
  const { nullable, one } = withoutNull(whole)
  const values = (one.enum ?? (one.const === undefined ? undefined : [one.const]))?.slice(0, MAX_VALUES)
  const { format, pattern, default: preset = whole.default, minimum, maximum } = one
  const description = whole.description ?? one.description
  const deeper = depth < MAX_DEPTH
  return {
    type: typeOf(one),
    ...(description !== undefined && { description }),
    ...(nullable && { nullable: true as const }),
    ...(values && { enum: values }),
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
    ...(preset !== undefined && { default: preset }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(deeper && one.items && { items: describedValue(one.items, depth + 1) }),
    ...(deeper && one.properties && { properties: membersOf(one, depth + 1) }),
  }
}

function membersOf({ properties = {}, required = [] }: Schema, depth: number) {
  return Object.fromEntries(
    Object.entries(properties)
      .slice(0, MAX_MEMBERS)
      .map(([name, member]) => [
        name,
        { ...describedValue(member, depth), ...(required.includes(name) && { required: true as const }) },
      ]),
  )
}

/** The fields of a record and of what is below them, by their paths. */
export function describedFields(record: object, depth: number, prefix = ''): DescribedField[] {
  const { properties = {} }: Schema = insideOf(record)
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`
    const { one } = withoutNull(schema)
    const description = schema.description ?? one.description
    const field = { name: path, type: typeOf(one), ...(description !== undefined && { description }) }
    return [field, ...(depth > 1 ? describedFields(schema, depth - 1, `${path}.`) : [])]
  })
}

/** Of a list its records, of what may be null the rest. */
function insideOf(schema: object): Schema {
  const { one } = withoutNull(schema)
  return one.items === undefined ? one : insideOf(one.items)
}

/** What may be null is written as one of two: what it is, and null. */
function withoutNull(schema: Schema): { readonly one: Schema; readonly nullable: boolean } {
  const { anyOf = [] } = schema
  const others = anyOf.filter(({ type }) => type !== 'null')
  const [only, ...more] = others
  const nullable = others.length < anyOf.length
  if (only === undefined) return { one: schema, nullable: false }
  if (more.length === 0) return { one: only, nullable }
  const types = [...new Set(others.map(typeOf))]
  const values = others.flatMap(
    ({ enum: listed, const: fixed }) => listed ?? (fixed === undefined ? [] : [fixed]),
  )
  const isChoice = others.every((each) => each.enum !== undefined || each.const !== undefined)
  return { one: { type: types.length === 1 ? types : [], ...(isChoice && { enum: values }) }, nullable }
}

function typeOf({ type, enum: values, const: fixed }: Schema): string {
  const types = [type ?? []].flat()
  if (types.length > 0) return types.length === 1 ? (types[0] ?? 'any') : 'any'
  const listed = values ?? (fixed === undefined ? [] : [fixed])
  const kinds = [...new Set(listed.map((value) => typeof value))]
  return kinds.length === 1 ? (kinds[0] ?? 'any') : 'any'
}
