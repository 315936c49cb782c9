import type { ApiOperation } from './operation.ts'
import { operations } from './operations.ts'

/** What a client has to know of an operation: method, path, and what its answer has at least. */
export type ClientRoute = readonly [method: ApiOperation['method'], path: string, required: readonly string[]]

/** The table of operations without its schemas. */
export function routeTable(): Readonly<Record<string, ClientRoute>> {
  return Object.fromEntries(
    Object.entries<ApiOperation>(operations).map(([id, { method, path, answer }]) => {
      const { required = [] } = answer.schema as { readonly required?: readonly string[] }
      return [id, [method, path, required]]
    }),
  )
}

/** The module that clients import in place of the table of operations. */
export function routeModule(): string {
  const rows = Object.entries(routeTable()).map(([id, row]) => `  ${id}: ${JSON.stringify(row)},`)
  return [
    "import type { ClientRoute } from './route-table.ts'",
    "import type { OperationId } from './operations.ts'",
    '',
    '/** Written by `npm run openapi` from the table of operations, whose schemas no client needs to carry. */',
    'export const clientRoutes: Readonly<Record<OperationId, ClientRoute>> = {',
    ...rows,
    '}',
    '',
  ].join('\n')
}
