import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv'
import { SallyportError } from '@sallyport/errors'

type Check = (input: unknown) => { readonly valid: boolean; readonly errorMessage?: string | undefined }

const validator = new AjvJsonSchemaValidator()
const compiled = new Map<string, Check>()

/**
 * Holds the input of a tool to its schema.
 *
 * @param key Names the schema: it is compiled once.
 * @throws SallyportError `invalid_params`
 */
export function checkInput(key: string, schema: object, input: unknown): void {
  const known = compiled.get(key)
  const check = known ?? (validator.getValidator(schema as never) as Check)
  if (known === undefined) compiled.set(key, check)
  const { valid, errorMessage } = check(input)
  if (valid) return
  throw new SallyportError(
    'invalid_params',
    `The input of the tool does not fit its schema: ${errorMessage}.`,
    {
      fix: 'Read the schema of the tool, and call it again.',
    },
  )
}
