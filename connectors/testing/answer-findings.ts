import type { Entity } from '@sallyport/definition'
import { type Finding, within } from './finding.ts'
import type { Compared } from './request-findings.ts'
import { itemsOf, memberAt, type Schema } from './schema.ts'
import { misfits } from './schema-fit.ts'

interface AnswerFindings {
  readonly findings: readonly Finding[]
  /** Optional fields of our record that this answer does not have; another one may. */
  readonly absent: readonly string[]
}

/** Where an answer that the vendor describes is not the record, or the list of records, that we state. */
export function answerFindings(
  { at, operation, theirs, vendor: { follow } }: Compared,
  { record }: Entity,
): AnswerFindings {
  const { page, records } = operation
  const whole =
    records === undefined ? theirs.answer : theirs.answer && memberAt(theirs.answer, records, follow)
  const given = page === undefined ? whole : whole && itemsOf(whole, follow)
  if (given === undefined) {
    return { findings: [{ at: `${at} records`, problem: 'are not described' }], absent: [] }
  }
  const taken = record as Schema
  const found = misfits({ given, taken, ours: 'taken', follow, path: '' })
  const absent = found
    .filter(({ path, problem }) => problem === 'is not described' && isOptional(taken, path))
    .map(({ path }) => path)
  return {
    findings: found
      .filter(({ path }) => !absent.includes(path))
      .map(({ path, problem }) => ({ at: within(`${at} record`, path), problem })),
    absent,
  }
}

function isOptional({ properties = {}, required = [] }: Schema, name: string): boolean {
  return Object.hasOwn(properties, name) && !required.includes(name)
}
