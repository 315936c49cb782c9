import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { listFindings, partFindings } from './list-findings.ts'
import { knownFor, perform } from './perform.ts'
import type { Named } from './practice-names.ts'
import { isMade } from './practice-records.ts'
import { recordFindings } from './record-shape.ts'
import { openEmpty, openFilled, type Rehearsal } from './rehearsal.ts'
import type { Stage } from './stage.ts'
import { valueAt } from './value-at.ts'

/** What is true of a connector that reads well, over real HTTP. */
export function readingSuite(rehearsal: Rehearsal): void {
  const { subject, practice, exceptions } = rehearsal
  const { definition } = subject
  const size = Math.max(0, ...practice.lists().map(({ operation }) => practice.largestPage(operation))) + 1

  describe(`${definition.title}: reading`, () => {
    let stage: Stage
    before(async () => {
      stage = await openFilled(rehearsal, size)
    })
    after(() => stage[Symbol.asyncDispose]())

    for (const list of practice.lists()) {
      const name = `${list.entity}.${list.action}`
      test(`${name} is walked to its end, in pages of any size up to the largest`, async () => {
        const walked = {
          definition,
          practice,
          stage,
          list,
          ...(isMade({ definition, vendor: rehearsal.vendor, practice }, list) && { size }),
        }
        assert.deepEqual(exceptions.unexplained(await listFindings(walked)), [])
      })
    }

    for (const list of practice.wholeLists()) {
      test(`${list.entity}.${list.action} comes whole, and in parts`, async () => {
        assert.deepEqual(exceptions.unexplained(await partFindings({ practice, stage, list })), [])
      })
    }

    for (const named of practice.operations().filter(({ operation }) => operation.effect === 'read')) {
      const { entity, action, operation } = named
      if (operation.gives !== undefined) continue
      test(`${entity}.${action} takes every one of its parameters`, async () => {
        const known = await knownFor(stage, practice, named)
        for (const params of practice.variants(named, known)) {
          const { data, page } = await perform(stage, named, {
            params,
            ...(operation.page?.style !== 'none' && operation.page && { limit: 1 }),
          })
          assert.equal(page === undefined, operation.page === undefined)
          const records = operation.page === undefined ? [data] : [data].flat()
          assert.deepEqual(exceptions.unexplained(recordFindings(definition, named, records)), [])
        }
      })
    }

    for (const named of practice.gets()) {
      const { entity, action } = named
      test(`${entity}.${action} finds what the list showed`, async () => {
        const records = await listed(stage, rehearsal, entity)
        const known = await knownFor(stage, practice, named)
        for (const record of [records.at(0), records.at(-1)]) {
          const { data, page } = await perform(stage, named, {
            params: practice.requiredParams(named, { ...known, record }),
          })
          assert.equal(page, undefined)
          assert.deepEqual(keyOf(rehearsal, entity, data), keyOf(rehearsal, entity, record))
        }
      })
    }

    test('every request was one that the vendor describes', () => {
      assert.ok(stage.ledger.count() >= practice.lists().length)
      const others = stage.ledger.requests().filter(({ verdict }) => verdict !== 'valid')
      assert.deepEqual(others, [])
    })
  })

  describe(`${definition.title}: what was recorded from it`, () => {
    for (const { entity, action, params = {} } of subject.practice.recorded ?? []) {
      test(`${entity}.${action} of ${Object.values(params).join('/')} has the shape of our records`, async () => {
        await using stage = await openEmpty(rehearsal)
        const { data } = await stage.call({ entity, action, params })
        const records = [data].flat()
        assert.ok(records.length > 0)
        assert.deepEqual(recordFindings(definition, { entity, action }, records), [])
      })
    }
  })
}

async function listed(stage: Stage, { practice }: Rehearsal, entity: string): Promise<readonly unknown[]> {
  const list: Named | undefined = practice.find(entity, 'list')
  assert.ok(list)
  const known = await knownFor(stage, practice, list)
  const { data } = await perform(stage, list, { params: practice.requiredParams(list, known) })
  assert.ok(Array.isArray(data) && data.length > 0, `${entity}.list is empty`)
  return data
}

function keyOf({ subject }: Rehearsal, entity: string, record: unknown): readonly unknown[] {
  const key = subject.definition.entities[entity]?.key.map((field) => valueAt(record, field)) ?? []
  assert.ok(key.length > 0 && !key.includes(undefined), `a record of ${entity} without its key`)
  return key
}
