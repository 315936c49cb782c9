import { ErrorEnvelope } from './error-envelope.ts'
import { type Access, type ApiOperation, ORGANIZATION_HEADER } from './operation.ts'
import { operations, PATH_PREFIXES } from './operations.ts'
import { Uuid } from './schemas.ts'

const [PREFIX] = PATH_PREFIXES
const failure = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
})

/** The OpenAPI 3.1 document of the HTTP API, made from the table of operations. */
export function openApi(options: { readonly version: string; readonly url: string }) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sallyport',
      version: options.version,
      description: 'The agent engine: agents act on connected accounts, and the credential never leaves.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.url }],
    paths: paths(),
    components: {
      schemas: { Error: ErrorEnvelope },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An application token or a scoped token.' },
      },
    },
  }
}

function paths() {
  const result: Record<string, Record<string, unknown>> = {}
  for (const [id, row] of Object.entries<ApiOperation>(operations)) {
    for (const path of [row.path, ...row.aliases]) {
      const key = `${PREFIX}${path}`
      result[key] ??= {}
      Object.assign(result[key], { [row.method.toLowerCase()]: describe(id, row, path) })
    }
  }
  return result
}

function describe(id: string, row: ApiOperation, path: string) {
  const aliasNumber = row.aliases.indexOf(path) + 1
  return {
    operationId: aliasNumber === 0 ? id : `${id}Alias${aliasNumber}`,
    summary: row.summary,
    tags: [row.tag],
    ...(aliasNumber > 0 && { deprecated: true }),
    security: row.access === 'public' ? [] : [{ bearer: [] }],
    ...(row.access !== 'public' && { description: `Takes: ${tokens(row.access)}.` }),
    parameters: [...parameters('path', row.params), ...parameters('query', row.query), organizationHeader],
    ...bodyOf(row),
    responses: {
      ...success(row.answer.status, row),
      ...(row.tagged && { 304: { description: 'As the entity tag in If-None-Match has it' } }),
      ...(row.answer.unchanged && success(row.answer.unchanged, row)),
      default: failure('Every failure has the same shape; `code` tells what happened.'),
    },
  }
}

function success(status: number, { answer, gives }: ApiOperation) {
  if (status === 204) return { [status]: { description: 'Success, without a body' } }
  const content = { 'application/json': { schema: answer.schema }, ...(gives && { '*/*': {} }) }
  return { [status]: { description: 'Success', content } }
}

function tokens(access: Exclude<Access, 'public'>): string {
  return access.map((kind) => `${kind} token`).join(' or ')
}

function parameters(place: 'path' | 'query', schema: ApiOperation['query']) {
  const required = new Set(schema?.required ?? [])
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: required.has(name),
    schema: property,
  }))
}

const organizationHeader = {
  name: ORGANIZATION_HEADER,
  in: 'header',
  required: false,
  schema: Uuid,
  description: 'The organization that the call is about, where the application reaches several.',
}

function bodyOf({ body, takes }: ApiOperation) {
  if (takes === 'file') return { requestBody: { required: true, content: { '*/*': {} } } }
  return (
    body && {
      requestBody: { required: !('anyOf' in body), content: { 'application/json': { schema: body } } },
    }
  )
}
