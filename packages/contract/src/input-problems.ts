import type { Problem } from '@sallyport/errors'
import { Errors } from 'typebox/value'
import type { ApiOperation } from './operation.ts'
import { type OperationId, operations } from './operations.ts'

const PARTS = ['params', 'query', 'body'] as const

/** The parts of a request to an operation, as they would be sent. */
export type InputParts = { readonly [Part in (typeof PARTS)[number]]?: unknown }

/** What the contract finds wrong with a request, in the words in which the engine would say it; none where it fits. */
export function inputProblems(id: OperationId, input: InputParts): Problem[] {
  const operation: ApiOperation = operations[id]
  return PARTS.flatMap((part) => {
    const schema = operation[part]
    return schema === undefined ? [] : Errors(schema, input[part] ?? {}).flatMap((error) => said(part, error))
  })
}

interface Found {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: unknown
  readonly message: string
}

/** Of what may be one thing or another the first is told about: the other is mostly null. */
function said(part: string, { keyword, instancePath, schemaPath, params, message }: Found): Problem[] {
  if (keyword === 'anyOf' || /\/anyOf\/[1-9]\d*(\/|$)/.test(schemaPath)) return []
  const path = instancePath.slice(1).replaceAll('/', '.')
  if (keyword === 'required') {
    const { requiredProperties: missing = [] } = params as { readonly requiredProperties?: readonly string[] }
    return missing.map((name) => ({
      field: [part, path, name].filter(Boolean).join('.'),
      code: 'missing',
      message: `"${name}" is required.`,
    }))
  }
  const { allowedValues: allowed } = params as { readonly allowedValues?: readonly unknown[] }
  const field = [part, path].filter(Boolean).join('.')
  const choices = allowed === undefined ? '' : `: ${allowed.join(', ')}`
  return [
    {
      field,
      code: keyword,
      message: `"${path || part}" ${message}${choices}.`,
      ...(allowed && { details: { allowed } }),
    },
  ]
}
