import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import type { SuccessResponse } from './operation.ts'
import type { Resolve } from './references.ts'
import type { SchemaReader } from './schema-references.ts'

const OK = 200
const NO_CONTENT = 204

/** The first 2xx response, else `default`, else the first that is no error. `2XX` and `default` are answered with 200. */
export function readSuccess(
  responses: JsonObject,
  resolve: Resolve,
  { schemas, place }: { readonly schemas: SchemaReader; readonly place: string },
): SuccessResponse {
  const found = Object.entries(responses)
  const [code, node] =
    found.find(([status]) => status.startsWith('2')) ??
    found.find(([status]) => status === 'default') ??
    found.find(([status]) => /^[13]/.test(status)) ??
    []
  const where = `The response ${code ?? ''} of ${place}`
  const content = Object.entries(asObject(resolve(node, where).content))
  const [mediaType, media] = content.find(([type]) => isJson(type)) ?? content[0] ?? []
  const schema = asObject(media).schema
  return {
    status: statusOf(code),
    mediaType,
    schema: schema === undefined ? undefined : schemas.read(schema, `the response of ${place}`),
    example: exampleOf(asObject(media), resolve, where),
  }
}

function statusOf(code: string | undefined): number {
  if (code === undefined) return NO_CONTENT
  const status = Number(code)
  return Number.isInteger(status) ? status : OK
}

function isJson(mediaType: string): boolean {
  return /^application\/([^;]+\+)?json\b/i.test(mediaType)
}

function exampleOf(media: JsonObject, resolve: Resolve, place: string): Json | undefined {
  if (media.example !== undefined) return media.example
  const [first] = Object.values(asObject(media.examples))
  return isObject(first) ? exampleValue(resolve(first, place), resolve, place) : undefined
}

/** GitHub's description has `{ "value": { "$ref": "#/components/examples/issue" } }`, which leads to another example. */
function exampleValue({ value }: JsonObject, resolve: Resolve, place: string): Json | undefined {
  const isReference = isObject(value) && typeof value.$ref === 'string' && Object.keys(value).length === 1
  return isReference ? resolve(value, place).value : value
}
