/** As much of JSON Schema as the contract writes and a command line needs to read. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly deprecated?: boolean
  readonly [more: string]: unknown
}

/** The schema of what may also be null, without the null. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null')
  const [first] = others ?? []
  return first === undefined
    ? schema
    : { ...first, ...(schema.description && { description: schema.description }) }
}
