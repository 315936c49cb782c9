import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import { CONNECTOR_TYPES } from './connector-types.ts'

const types: readonly Definition[] = CONNECTOR_TYPES

for (const { slug, entities, utterances = {} } of types) {
  test(`${slug}: every operation has utterances, each of it alone`, () => {
    const operations = Object.entries(entities).flatMap(([entity, { actions }]) =>
      Object.keys(actions).map((action) => `${entity}.${action}`),
    )
    assert.deepEqual(
      operations.filter((name) => (utterances[name]?.length ?? 0) === 0),
      [],
    )
    const all = Object.values(utterances).flat()
    const seen = new Set<string>()
    assert.deepEqual(
      all.filter((text) => seen.has(text) || !seen.add(text)),
      [],
    )
  })
}
