import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { type Finding, unless } from './finding.ts'
import { afterTrouble, safetyOf } from './lost-answers.ts'
import { perform } from './perform.ts'
import type { Practice } from './practice.ts'
import type { Named } from './practice-names.ts'
import { REFUSALS, RETRY_AFTER_FORMS, type RefusalRow } from './refusals.ts'
import { openRefusing } from './refusing-server.ts'
import { openEmpty, type Rehearsal } from './rehearsal.ts'
import { type Caller, type CallOptions, createCaller, NOW, type Stage } from './stage.ts'

/** What is true of a connector that says who has to do what when it is refused. */
export function refusalSuite(rehearsal: Rehearsal): void {
  describe(`${rehearsal.subject.definition.title}: refusals`, () => {
    for (const row of REFUSALS) refusalTest(rehearsal, row)
    inBandTest(rehearsal)
    for (const [value, seconds] of RETRY_AFTER_FORMS) retryAfterTest(rehearsal, value, seconds)
  })
}

function refusalTest(rehearsal: Rehearsal, row: RefusalRow): void {
  const { practice, exceptions } = rehearsal
  const { fault, code, trouble } = row
  const kind = 'as' in fault ? `${fault.kind} (${fault.as})` : fault.kind
  test(`"${kind}" is ${code}${trouble ? ', or unknown of a write' : ''}, whatever was called`, async () => {
    await using stage = await openEmpty(rehearsal)
    const findings: Finding[] = []
    for (const named of practice.operations()) {
      stage.faults.add({ ...fault, times: 'always' })
      const error = await failure({ caller: stage, practice }, named)
      const tellsTime = await tellsWhen(stage)
      stage.faults.clear()
      findings.push(...refusalFindings(rehearsal, named, { row, error, tellsTime }))
    }
    assert.deepEqual(exceptions.unexplained(findings), [])
    assert.ok(stage.ledger.count() >= practice.operations().length)
  })
}

function inBandTest(rehearsal: Rehearsal): void {
  const { subject, practice } = rehearsal
  const skip = !subject.definition.errors.inBand && 'it has none'
  test('a failure in an answer of 200 is a failure', { skip }, async () => {
    await using stage = await openEmpty(rehearsal)
    for (const named of practice.operations().filter(({ operation }) => operation.gives === undefined)) {
      stage.faults.add({ kind: 'in-band-error', times: 'always' })
      const error = await failure({ caller: stage, practice }, named)
      stage.faults.clear()
      assert.match(error.code, /^(?:upstream_|outcome_unknown|credential_invalid)/, named.action)
    }
  })
}

function retryAfterTest({ subject, practice }: Rehearsal, value?: string, seconds?: number): void {
  const when = seconds === undefined ? 'at a time that is not known' : `after ${seconds} seconds`
  const header = value === undefined ? 'without Retry-After' : `with "Retry-After: ${value}"`
  test(`429 ${header} is to be tried ${when}`, async () => {
    await using refusing = await openRefusing(429, value === undefined ? {} : { 'retry-after': value })
    await using caller = createCaller(subject.definition, refusing.url, {
      token: subject.practice.token,
    })
    const error = await failure({ caller, practice }, practice.check())
    assert.deepEqual([error.code, error.retryable], ['upstream_rate_limited', true])
    assert.equal(secondsLeft(error), seconds)
  })
}

/** Whether the vendor says when to come back: asked again, by the way and without a body. */
async function tellsWhen(stage: Stage): Promise<boolean> {
  const sent = stage.sent.at(-1)
  if (sent === undefined) return false
  const { pathname, search } = sent.url
  const answer = await fetch(`${stage.url}${pathname}${search}`, {
    method: sent.method,
    ...(typeof sent.body === 'string' && { body: sent.body }),
    headers: sent.headers,
  })
  await answer.body?.cancel()
  return [...answer.headers.keys()].some((name) => /retry-after|reset/.test(name))
}

interface Refused {
  readonly row: RefusalRow
  readonly error: SallyportError
  /** Whether a header of the refusal says when. */
  readonly tellsTime: boolean
}

function refusalFindings(
  { subject }: Rehearsal,
  { entity, action, operation }: Named,
  { row, error, tellsTime }: Refused,
): Finding[] {
  const { code, trouble, retryAfter, fault } = row
  const at = `${entity}.${action} refusals.${fault.kind}`
  const expected = trouble ? afterTrouble(safetyOf(subject.definition, operation)) : code
  const left = secondsLeft(error)
  const waits = retryAfter === undefined || !tellsTime || left === retryAfter
  return [
    ...unless(error.code === expected, at, `is ${error.code}`),
    ...unless(waits, at, `is to be tried again after ${left} seconds, not ${retryAfter}`),
    ...unless(error.upstream?.path === operation.path, at, `is told of ${error.upstream?.path}`),
  ]
}

/** How a call of an operation fails. */
export async function failure(
  { caller, practice, ...options }: CallOptions & { readonly caller: Caller; readonly practice: Practice },
  named: Named,
): Promise<SallyportError> {
  const params = practice.requiredParams(named)
  const answer = await perform(caller, named, { params, ...options }).catch((error: unknown) => error)
  assert.ok(
    SallyportError.isInstance(answer),
    `${named.entity}.${named.action} did not fail with our error: ${answer}`,
  )
  return answer
}

function secondsLeft({ retryAt }: SallyportError): number | undefined {
  return retryAt && (retryAt.getTime() - NOW) / 1000
}
