import type { Definition } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { parseConfig, type Warning } from '@sallyport/runtime'

type Values = Readonly<Record<string, unknown>>

/** Settings that a template gives to its connectors, and what of the request was not taken. */
export interface DefaultConfig {
  readonly defaults: Values
  readonly warnings: readonly Warning[]
}

const MAX_NAMED = 20

/**
 * Reads the settings of a template. Only those that the definition names are kept: under another name something might
 * be a secret, and templates are shown to whoever may list them.
 *
 * @throws SallyportError `invalid_request` for settings that do not fit, and for fields of credentials.
 */
export function readDefaultConfig(definition: Definition, given: Values): DefaultConfig {
  const known = Object.keys(definition.config ?? {})
  const secret = secretNames(definition)
  const problems: Problem[] = Object.keys(given)
    .filter((name) => !known.includes(name) && secret.has(name))
    .map((name) => secretProblem(name))
  const defaults = Object.fromEntries(Object.entries(given).filter(([name]) => known.includes(name)))
  problems.push(...misfits(definition, defaults))
  if (problems.length > 0) {
    const message = problems.map((problem) => problem.message).join(' ')
    throw new SallyportError('invalid_request', message, { problems })
  }
  const unknown = Object.keys(given).filter((name) => !known.includes(name))
  return { defaults, warnings: unknown.slice(0, MAX_NAMED).map((name) => unknownSetting(definition, name)) }
}

/** Of a template not every setting has to be there: whoever connects an account gives the rest. */
function misfits(definition: Definition, defaults: Values): readonly Problem[] {
  try {
    parseConfig(definition, defaults)
    return []
  } catch (error) {
    if (!SallyportError.isInstance(error) || error.code !== 'invalid_request') throw error
    return error.problems
      .filter(({ code }) => code !== 'missing')
      .map((problem) => ({ ...problem, field: `partial_default_config.${problem.field}` }))
  }
}

function secretNames({ auth }: Definition): ReadonlySet<string> {
  const fields = Object.values(auth).flatMap(({ form }) => Object.entries(form))
  return new Set(['credentials', ...fields.flatMap(([name, { aliases = [] }]) => [name, ...aliases])])
}

function secretProblem(name: string): Problem {
  const message = `"${name}" is of a credential, which a template never holds: each account has its own.`
  return { field: `partial_default_config.${name}`, code: 'secret', message }
}

function unknownSetting({ title, config = {} }: Definition, name: string): Warning {
  const known = Object.keys(config).join(', ') || 'none'
  const shown = JSON.stringify(name.slice(0, 80))
  return {
    code: 'unknown_setting',
    message: `${title} has no setting ${shown}; it was not kept. Known: ${known}.`,
  }
}
