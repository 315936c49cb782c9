import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pathParams } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import type { Practice } from './practice.ts'
import { assertRecords } from './record-shape.ts'
import { LOST_ANSWERS } from './refusals.ts'
import { openStage, type SentRequest, type Stage } from './stage.ts'
import { valueAt } from './value-at.ts'

/** What is true of a connector that writes once, and says so when it does not know. */
export function writingSuite(subject: ConnectorUnderTest, practice: Practice): void {
  const { definition } = subject
  describe(`${definition.title}: writing`, () => {
    for (const { entity, action, operation } of practice.writes()) {
      const { method, path } = operation
      const open = () => openStage(subject, practice.collections(3))
      const paramsOn = async (stage: Stage) =>
        practice.params(entity, action, await firstRecord(stage, practice, entity))

      test(`${entity}.${action} is sent once, with what was given and nothing else`, async () => {
        await using stage = await open()
        const params = await paramsOn(stage)
        const { data } = await stage.call({ entity, action, params })
        // Some vendors answer a write with nothing.
        if (data !== null) assertRecords(definition, entity, [data])

        const writes = stage.ledger.requests({ method })
        assert.deepEqual(
          writes.map(({ verdict, violations }) => ({ verdict, violations })),
          [{ verdict: 'valid', violations: [] }],
        )
        const inPath = pathParams(path)
        const given = Object.entries(params).filter(([name]) => !inPath.includes(name))
        const sent = stage.sent.at(-1)
        assert.equal(sent?.method, method)
        assert.deepEqual(contentOf(sent), Object.fromEntries(given))
        for (const [name, value] of given) {
          const shown = valueAt(data, name)
          if (shown !== undefined && typeof value !== 'object') assert.equal(shown, value, name)
        }
      })

      // RFC 9110 9.2.2: these are safe to repeat, and may succeed then.
      if (method === 'PUT' || method === 'DELETE') continue
      test(`${entity}.${action} with a lost answer is not repeated, and its outcome is unknown`, async () => {
        for (const fault of LOST_ANSWERS) {
          await using stage = await open()
          const params = await paramsOn(stage)
          stage.faults.add(fault)
          await assert.rejects(stage.call({ entity, action, params }), (error) => {
            assert.ok(SallyportError.isInstance(error), String(error))
            assert.deepEqual([error.code, error.retryable], ['outcome_unknown', false], fault.kind)
            assert.notEqual(error.sideEffect, 'none')
            return true
          })
          assert.equal(stage.ledger.count({ method }), 1, fault.kind)
        }
      })
    }
  })
}

/** What a request carries beside its path. */
function contentOf({ method, url, headers, body }: SentRequest): unknown {
  if (method === 'DELETE') return Object.fromEntries(url.searchParams)
  assert.equal(headers['content-type'], 'application/json')
  return JSON.parse(String(body))
}

/** What there is to change: the first record of the entity's list, where it has one. */
async function firstRecord(stage: Stage, practice: Practice, entity: string): Promise<unknown> {
  if (!practice.has(entity, 'list')) return undefined
  const { data } = await stage.call({
    entity,
    action: 'list',
    params: practice.requiredParams(entity, 'list'),
  })
  return Array.isArray(data) ? data[0] : undefined
}
