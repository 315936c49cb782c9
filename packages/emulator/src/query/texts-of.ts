import { valuesAt } from '../behaviour/value-at.ts'
import type { JsonObject } from '../json.ts'

/** What a record holds at some paths, as texts. */
export function textsOf(record: JsonObject, members: readonly string[]): readonly string[] {
  return members
    .flatMap((member) => valuesAt(record, member.split('.')))
    .filter((value) => value !== null)
    .map(String)
}
