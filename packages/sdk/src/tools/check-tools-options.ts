import type { Effect } from '@sallyport/definition'
import type { ToolsOptions } from './agent-tool.ts'

/** Of budgets, as the engine takes them. */
const MIN_TOKENS = 200
const MAX_TOKENS = 1_000_000

const TO_BE_LISTED: readonly Effect[] = ['destructive', 'external_message', 'money']

/**
 * Refuses what either mode would give a meaning of its own, or none.
 *
 * @throws TypeError
 */
export function checkToolsOptions(options: ToolsOptions): void {
  for (const name of ['maxTokens', 'maxResultTokens'] as const) {
    const value = options[name] ?? MIN_TOKENS
    if (Number.isInteger(value) && value >= MIN_TOKENS && value <= MAX_TOKENS) continue
    throw new TypeError(`"${name}" is to be a whole number from ${MIN_TOKENS} to ${MAX_TOKENS}`)
  }
  checkNames('effects', options.effects, TO_BE_LISTED)
  checkNames('entities', options.entities)
}

function checkNames(option: string, names: readonly string[] = [], known?: readonly string[]): void {
  if (!Array.isArray(names)) throw new TypeError(`"${option}" is to be a list of names`)
  const unknown = names.find((name) => known?.includes(name) === false)
  if (unknown === undefined) return
  throw new TypeError(`"${option}" has ${unknown}, which is none of ${known?.join(', ')}`)
}
