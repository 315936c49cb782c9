import type { Definition } from './definition.ts'
import { unless } from './unless.ts'

/** `entity.action` -> what people say who want it done, in words of their own. Search finds operations by them; no model reads them. */
export type Utterances = Readonly<Record<string, readonly string[]>>

/** Of one operation, and characters of one. */
export const MOST_UTTERANCES = 20
export const LONGEST_UTTERANCE = 200

/** What is wrong with them; empty where nothing is. */
export function checkUtterances({ utterances = {}, entities }: Definition): string[] {
  return Object.entries(utterances).flatMap(([name, said]) => {
    const [entity = '', action = ''] = name.split('.')
    const actions = Object.hasOwn(entities, entity) ? entities[entity]?.actions : undefined
    return [
      ...unless(
        actions !== undefined && Object.hasOwn(actions, action) && name === `${entity}.${action}`,
        `there are utterances of "${name}", which is no operation`,
      ),
      ...unless(said.length <= MOST_UTTERANCES, `"${name}" has more than ${MOST_UTTERANCES} utterances`),
      ...unless(
        said.every(({ length }) => length > 0 && length <= LONGEST_UTTERANCE),
        `an utterance of "${name}" has no or more than ${LONGEST_UTTERANCE} characters`,
      ),
    ]
  })
}
