import { type Definition, parseDefinition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { compileLinear } from '@sallyport/runtime'
import { type Catalogue, namesOf } from '../templates/catalogue.ts'

/** Definitions that one organization may have. */
export const MAX_DEFINITIONS = 100

/**
 * Reads what somebody uploads.
 *
 * @throws SallyportError `invalid_request` with everything that is wrong with it.
 */
export function readUpload(json: unknown): Definition {
  const { definition, problems } = parseDefinition(json, { compile: compileLinear })
  if (definition !== undefined) return definition
  const listed = problems.map(({ path, message }) => ({
    field: path === '' ? 'definition' : `definition.${path}`,
    code: 'definition',
    // Some clients show messages alone.
    message: path === '' ? message : `${path}: ${message}`,
  }))
  throw new SallyportError('invalid_request', 'The definition cannot be taken.', { problems: listed })
}

/** No definition goes by a name of another: callers would connect to what they did not mean. */
export function checkNames(catalogue: Catalogue, definition: Definition): void {
  const names = namesOf({ id: '', definition }).filter((name) => name !== '')
  const other = catalogue.templates.find(
    (template) =>
      (template.uploaded === undefined || template.definition.id !== definition.id) &&
      namesOf(template).some((name) => names.includes(name)),
  )
  if (other === undefined) return
  const message = `Its id, slug or title is one of ${other.definition.title}, which is there already.`
  throw refused({ field: 'definition', code: 'taken', message })
}

function refused(problem: { readonly field: string; readonly code: string; readonly message: string }) {
  return new SallyportError('invalid_request', problem.message, { problems: [problem] })
}

const REFUSALS = {
  taken: { field: 'definition.slug', code: 'taken', message: 'Another definition has this slug.' },
  full: {
    field: 'definition',
    code: 'limit',
    message: `An organization has at most ${MAX_DEFINITIONS} definitions.`,
  },
} as const

/** Why storage did not take it. */
export function notTaken(reason: keyof typeof REFUSALS): SallyportError {
  return refused(REFUSALS[reason])
}
