import { type Definition, defineConnector } from './definition.ts'
import type { Utterances } from './utterances.ts'

/**
 * The same connector with sample utterances. They are apart from it where an application ships a definition that
 * searches nothing.
 *
 * @throws {TypeError} where they are of no operation, or too many or too long.
 *
 * @example
 * ```ts
 * import { withUtterances } from '@sallyport/definition'
 * import { weather } from './weather.ts'
 *
 * export const found = withUtterances(weather, { 'stations.get': ['how warm is it over there'] })
 * ```
 */
export function withUtterances<const D extends Definition>(definition: D, utterances: Utterances): D {
  return defineConnector({ ...definition, utterances })
}
