import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pathParams } from '@sallyport/definition'
import type { FaultRule } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import type { Finding } from './finding.ts'
import { afterLoss, LOST_ANSWERS, safetyOf, UNREADABLE_ANSWER } from './lost-answers.ts'
import { knownFor, perform } from './perform.ts'
import type { Json } from './practice.ts'
import type { Named } from './practice-names.ts'
import { recordFindings } from './record-shape.ts'
import { openFilled, type Rehearsal } from './rehearsal.ts'
import { sentFindings } from './sent-findings.ts'
import type { Stage } from './stage.ts'
import { valueAt } from './value-at.ts'

/** What is true of a connector that writes once, and says so when it does not know. */
export function writingSuite(rehearsal: Rehearsal): void {
  const { subject, practice, exceptions } = rehearsal
  const { definition } = subject
  describe(`${definition.title}: writing`, () => {
    // One way of losing an answer each: what follows goes by the declared safety, and all ways come in turn.
    for (const [index, named] of practice.writes().entries()) {
      const name = `${named.entity}.${named.action}`
      test(`${name} is sent once, with what was given and nothing else`, async () => {
        const tries = practice.apart(named).length + 1
        for (let nth = 0; nth < tries; nth += 1) {
          await using stage = await openFilled(rehearsal, 3)
          const params = practice.variants(named, await knownFor(stage, practice, named))[nth] ?? {}
          assert.deepEqual(
            exceptions.unexplained(await writeFindings(rehearsal, stage, { named, params })),
            [],
          )
        }
      })

      const fault = LOST_ANSWERS[index % LOST_ANSWERS.length]
      // What goes up in steps is not repeated as a whole: the runtime's own tests break each of its steps.
      if (named.operation.takes?.as === 'session') continue
      for (const each of [fault, UNREADABLE_ANSWER]) if (each) lostAnswerTest(rehearsal, named, each)
    }
  })
}

function lostAnswerTest(rehearsal: Rehearsal, named: Named, fault: FaultRule): void {
  const { subject, practice } = rehearsal
  const after = afterLoss(safetyOf(subject.definition, named.operation))
  const what = after.is === 'success' ? 'is sent again' : `is ${after.code}, and not repeated`
  test(`${named.entity}.${named.action} with a lost answer (${fault.kind}) ${what}`, async () => {
    await using stage = await openFilled(rehearsal, 3)
    const params = practice.requiredParams(named, await knownFor(stage, practice, named))
    const before = stage.ledger.count()
    stage.faults.add(fault)
    const call = perform(stage, named, { params })
    if (after.is === 'success') await call
    else await assertUnknown(call, after.code)
    assert.equal(stage.ledger.count() - before, after.is === 'success' ? 2 : 1)
  })
}

async function assertUnknown(call: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(SallyportError.isInstance(error), String(error))
    assert.deepEqual([error.code, error.retryable], [code, false])
    assert.notEqual(error.sideEffect, 'none')
    return true
  })
}

interface Write {
  readonly named: Named
  readonly params: Json
}

/** What is wrong with one write: seen once, valid, with what was given, and answered with a record that shows it. */
async function writeFindings(
  { subject }: Rehearsal,
  stage: Stage,
  { named, params }: Write,
): Promise<Finding[]> {
  const { definition } = subject
  const before = stage.ledger.count()
  const { data } = await perform(stage, named, { params })
  const entries = stage.ledger.requests().slice(before)
  const steps = named.operation.takes?.as === 'session' ? entries.slice(0, 1) : entries
  const [entry] = steps
  assert.ok(entry && steps.length === 1, `${entries.length} requests were seen`)
  assert.deepEqual(
    entries.flatMap(({ violations }) => violations),
    [],
  )
  const key = named.operation.idempotency ?? definition.idempotency
  if (typeof key === 'object' && 'header' in key)
    assert.ok(entry.headers[key.header], `${key.header} is missing`)
  // Some vendors answer a write with nothing, and a removal with what is left.
  const isRecord = data !== null && !named.action.startsWith('delete')
  return [
    ...sentFindings({ definition, named, params, entry }),
    ...(isRecord
      ? [...recordFindings(definition, named, [data]), ...shownFindings({ named, params }, data)]
      : []),
  ]
}

/** Where the answer shows another value than was given under the same name. */
function shownFindings({ named: { entity, action, operation }, params }: Write, data: unknown): Finding[] {
  const inPath = pathParams(operation.path)
  const given = Object.entries(params).filter(([name]) => !inPath.includes(name))
  return given.flatMap(([name, value]) => {
    const shown = valueAt(data, name)
    const isOther =
      shown !== undefined && typeof value !== 'object' && typeof shown !== 'object' && shown !== value
    return isOther ? [{ at: `${entity}.${action} shown.${name}`, problem: `is ${shown}, not ${value}` }] : []
  })
}
