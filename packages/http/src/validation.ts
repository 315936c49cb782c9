import type { Problem } from '@sallyport/errors'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'

// Fastify's own settings turn "5" into 5, drop unknown keys and stop at the first problem.
const ajv = new Ajv({
  allErrors: true,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  strictTypes: false,
  allowUnionTypes: true,
})
addFormats.default(ajv)
// The format of ajv-formats also takes `urn:uuid:`, which PostgreSQL does not.
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)

/** Compiles the schemas of the contract, each when it is asked for the first time: all at once would delay the start. */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema }) => {
  let compiled: ValidateFunction | undefined
  const check: Check = (value) => {
    compiled ??= ajv.compile(schema)
    const fits = compiled(value)
    check.errors = compiled.errors ?? null
    return fits
  }
  return check
}

/** What Fastify and we read of a compiled schema. */
interface Check extends Pick<ValidateFunction, 'errors'> {
  (value: unknown): boolean
}

/** Every problem of a request, as the error algebra lists them. */
export function problemsOf(errors: readonly ErrorObject[], context = 'body'): Problem[] {
  return errors
    .filter(({ keyword, schemaPath }) => keyword !== 'anyOf' && !/\/anyOf\/[1-9]\d*\//.test(schemaPath))
    .map(({ keyword, instancePath, params, message = 'does not fit' }) => {
      const missing = keyword === 'required' ? `.${params.missingProperty}` : ''
      const field = `${context}${instancePath.replaceAll('/', '.')}${missing}`
      if (missing !== '') return { field, code: 'missing', message: `"${missing.slice(1)}" is required.` }
      const name = instancePath.slice(1).replaceAll('/', '.') || context
      const allowed: unknown[] | undefined = params.allowedValues
      const choices = allowed ? `: ${allowed.join(', ')}` : ''
      return {
        field,
        code: keyword,
        message: `"${name}" ${message}${choices}.`,
        ...(allowed && { details: { allowed } }),
      }
    })
}
