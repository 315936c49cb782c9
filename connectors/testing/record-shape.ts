import assert from 'node:assert/strict'
import type { Definition } from '@sallyport/definition'
import { Errors } from 'typebox/value'

/** Fails unless each record has the shape that the definition states for its entity. */
export function assertRecords(definition: Definition, entity: string, records: readonly unknown[]): void {
  const shape = definition.entities[entity]?.record
  assert.ok(shape)
  for (const record of records) {
    const problems: string[] = Errors(shape, record).map(
      ({ instancePath, message }) => `${instancePath} ${message}`,
    )
    assert.deepEqual(problems, [], `a record of ${entity} that is not one`)
  }
}
