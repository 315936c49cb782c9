import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/schema'

type Json = Record<string, unknown>

const document = JSON.parse(readFileSync(new URL('../vendor.json', import.meta.url), 'utf8')) as {
  readonly paths: Record<string, Record<string, Json>>
  readonly components: Json
}
/** As JSON Schema: OpenAPI 3.0 says `nullable`. */
const components = converted(document.components) as Json
const checks = new Map<string, ReturnType<typeof Compile>>()

/** Why an answer (200) is not what the description has for the operation; empty where it is. */
export function misfitsOf(operation: string, body: unknown): readonly string[] {
  const known = checks.get(operation) ?? Compile({ ...schemaOf(operation), components })
  checks.set(operation, known)
  if (known.Check(body)) return []
  const [, errors] = known.Errors(body)
  return errors.map(({ instancePath, message }) => `${operation} ${instancePath} ${message}`)
}

export function operationsOf(): readonly string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

function schemaOf(operation: string): Json {
  const [method = '', path = ''] = operation.split(' ')
  // biome-ignore lint/suspicious/noExplicitAny: a path through the vendor's document.
  const described = document.paths[path]?.[method.toLowerCase()] as any
  return converted(described.responses['200'].content['application/json'].schema) as Json
}

function converted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(converted)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, ...members } = schema as Json
  const plain = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, converted(member)]))
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain
}
