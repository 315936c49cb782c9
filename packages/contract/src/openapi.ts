import { ErrorEnvelope } from './error-envelope.ts'
import { EXAMPLES, type Examples } from './examples.ts'
import { DEFAULT_FAILURE, failureResponses, failureStatuses, referenceTo } from './openapi-failures.ts'
import { type Access, type ApiOperation, ORGANIZATION_HEADER } from './operation.ts'
import { operations } from './operations.ts'
import { PATH_PREFIXES } from './path-prefixes.ts'
import { Uuid } from './schemas.ts'
import { TAGS } from './tags.ts'

const [PREFIX] = PATH_PREFIXES
const ABOUT = `The agent engine: agents act on connected accounts, and the credential never leaves.

Log in with \`POST ${PREFIX}/account/applications/token\`, and send what it gives as a bearer token. For a user of yours
make a scoped token, which is good for one workspace. Every path is served below \`${PREFIX}\` and below
\`${PATH_PREFIXES[1]}\`; older paths are marked as deprecated and go on to work. Every failure has the same shape, and
names what happened (\`code\`), who has to act (\`act\`), and what to do (\`fix\`).`

/** The OpenAPI 3.1 document of the HTTP API, made from the table of operations. */
export function openApi(options: { readonly version: string; readonly url: string }) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sallyport',
      version: options.version,
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.url }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: paths(),
    components: {
      schemas: { Error: ErrorEnvelope },
      responses: { ...failureResponses(), ErrorOther: DEFAULT_FAILURE },
      parameters: { OrganizationId: ORGANIZATION_ID, IdempotencyKey: IDEMPOTENCY_KEY },
      headers: {
        RequestId: {
          description: 'Names the request in the log of the engine.',
          schema: { type: 'string' },
        },
        RetryAfter: {
          description: 'Seconds to wait, where it is known.',
          schema: { type: 'integer', minimum: 0 },
        },
        IdempotencyReplayed: {
          description: '`true` where this is what was answered to an earlier request of the same key.',
          schema: { type: 'string', enum: ['true'] },
        },
      },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An application token, a scoped token or a widget token; each operation says which.',
        },
      },
    },
  }
}

const ORGANIZATION_ID = {
  name: ORGANIZATION_HEADER,
  in: 'header',
  required: false,
  schema: Uuid,
  description: 'The organization that the call is about, where the application reaches several.',
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Carried out once under one key, for 24 hours; what was answered is answered again.',
  schema: { type: 'string', minLength: 1, maxLength: 257 },
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
  const example = (EXAMPLES as Record<string, Example>)[id] ?? {}
  const failures = failureStatuses(row).map((status) => [status, referenceTo(status)])
  return {
    operationId: aliasNumber === 0 ? id : `${id}Alias${aliasNumber}`,
    summary: row.summary,
    description: row.access === 'public' ? 'Takes no token.' : `Takes: ${tokens(row.access)}.${good(row)}`,
    tags: [row.tag],
    ...(aliasNumber > 0 && { deprecated: true }),
    security: row.access === 'public' ? [] : [{ bearer: [] }],
    parameters: [
      ...parameters('path', row.params),
      ...parameters('query', row.query),
      { $ref: '#/components/parameters/OrganizationId' },
      ...(row.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...bodyOf(row, example),
    responses: {
      ...success(row.answer.status, row, example),
      ...(row.answer.unchanged && success(row.answer.unchanged, row, example)),
      ...(row.tagged && { 304: { description: 'As the entity tag in If-None-Match has it' } }),
      ...Object.fromEntries(failures),
      default: { $ref: '#/components/responses/ErrorOther' },
    },
  }
}

type Example = NonNullable<Examples[keyof Examples]>

function success(status: number, { answer, gives, idempotent }: ApiOperation, example: Example) {
  const headers = {
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(idempotent && { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } }),
  }
  if (status === 204) return { [status]: { description: 'Success, without a body', headers } }
  const shown = example.answer !== undefined && { example: example.answer }
  const content = { 'application/json': { schema: answer.schema, ...shown }, ...(gives && { '*/*': {} }) }
  return { [status]: { description: 'Success', headers, content } }
}

function tokens(access: Exclude<Access, 'public'>): string {
  return access.map((kind) => `${kind} token`).join(' or ')
}

function good({ capability }: ApiOperation): string {
  return capability === 'none' ? '' : ` The token has to have the capability \`${capability}\`.`
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

function bodyOf({ body, takes }: ApiOperation, example: Example) {
  if (takes === 'file') return { requestBody: { required: true, content: { '*/*': {} } } }
  if (body === undefined) return {}
  const shown = example.body !== undefined && { example: example.body }
  return {
    requestBody: {
      required: !('anyOf' in body),
      content: { 'application/json': { schema: body, ...shown } },
    },
  }
}
