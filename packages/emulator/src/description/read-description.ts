import { asObject, isObject } from '../json.ts'
import type { Description, Operation } from './operation.ts'
import { type Document, readOperation } from './read-operation.ts'
import { readServer } from './read-servers.ts'
import { createResolve } from './references.ts'
import { SchemaReader } from './schema-references.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const MOST_OPERATIONS = 20_000

/**
 * Reads an OpenAPI 3.0 or 3.1 document, whole or a slice of one. What cannot be used (a pattern that JavaScript
 * does not know, a schema reference that leads nowhere) is left out and told in `notes`.
 * Throws a `TypeError` that names the place when the document has no `openapi` of 3.0 or 3.1, no `paths`, no
 * `servers`, more than 20,000 operations, or a parameter, body or response whose reference fails.
 *
 * @example
 * ```ts
 * const description = readDescription({
 *   openapi: '3.1.0',
 *   servers: [{ url: 'https://api.example.com/v1' }],
 *   paths: { '/user': { get: { responses: { 200: { description: 'The user' } } } } },
 * })
 * description.basePath // '/v1'
 * description.operations.get('GET /user')?.success.status // 200
 * ```
 */
export function readDescription(document: object): Description {
  const root = asObject(document)
  if (!/^3\.[01]\b/.test(String(root.openapi)) || !isObject(root.paths)) {
    throw new TypeError('The description is no OpenAPI 3.0 or 3.1 document with "paths".')
  }
  const server = readServer(root.servers, 'The description')
  if (!server) throw new TypeError('The description has no "servers".')
  const schemas = new SchemaReader(root)
  const operations = readOperations({ root, server, resolve: createResolve(root), schemas })
  return { ...server, operations, schemas: schemas.schemas(), notes: schemas.notes }
}

function readOperations(document: Document): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>()
  for (const [path, node] of Object.entries(asObject(document.root.paths))) {
    if (!path.startsWith('/')) continue
    const item = document.resolve(node, `"${path}"`)
    for (const method of METHODS) {
      if (!isObject(item[method])) continue
      if (operations.size >= MOST_OPERATIONS) {
        throw new TypeError(`The description has more than ${MOST_OPERATIONS} operations.`)
      }
      const operation = readOperation(document, { path, method, item })
      operations.set(operation.name, operation)
    }
  }
  return operations
}
