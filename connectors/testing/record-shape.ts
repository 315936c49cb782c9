import assert from 'node:assert/strict'
import type { Definition } from '@sallyport/definition'
import { Errors } from 'typebox/value'
import { type Finding, within } from './finding.ts'

/** Where records do not have the shape that the definition states for them. */
export function recordFindings(
  definition: Definition,
  { entity, action }: { readonly entity: string; readonly action: string },
  records: readonly unknown[],
): Finding[] {
  const found = definition.entities[entity]
  const shape = found?.actions[action]?.result ?? found?.record
  if (shape === undefined) return []
  return records.flatMap((record) =>
    [...Errors(shape, record)].map(({ instancePath, message }) => {
      const path = instancePath
        .split('/')
        .slice(1)
        .map((name) => (/^\d+$/.test(name) ? '*' : name))
      return { at: within(`${entity}.${action} record`, path.join('.')), problem: message }
    }),
  )
}

/** Fails unless each record has the shape that the definition states for its entity. */
export function assertRecords(definition: Definition, entity: string, records: readonly unknown[]): void {
  assert.deepEqual(recordFindings(definition, { entity, action: 'record' }, records), [])
}
