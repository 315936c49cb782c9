import type { ConnectorUnderTest } from './connector-under-test.ts'
import type { Exceptions } from './exceptions.ts'
import { fill } from './perform.ts'
import type { Practice } from './practice.ts'
import { beginningRecords } from './practice-records.ts'
import { openStage, type PlayOptions, type Stage } from './stage.ts'
import type { VendorDescription } from './vendor-description.ts'

/** What every part of the suite works with. */
export interface Rehearsal {
  readonly subject: ConnectorUnderTest
  readonly vendor: VendorDescription
  readonly practice: Practice
  readonly exceptions: Exceptions
}

/** The connector and its vendor with the records to practise on, until the end of the block they are used in. */
export async function openFilled(
  { subject, vendor, practice }: Rehearsal,
  size: number,
  options: Omit<PlayOptions, 'now' | 'links'> = {},
): Promise<Stage> {
  const { definition } = subject
  const begun = beginningRecords({ definition, vendor, practice }, size)
  const stage = await openStage(castOf(subject), { ...begun, ...options })
  await fill(stage, practice)
  return stage
}

/** The connector and its vendor as it begins by itself. */
export function openEmpty(
  { subject }: Rehearsal,
  options: Omit<PlayOptions, 'now' | 'links'> = {},
): Promise<Stage> {
  return openStage(castOf(subject), options)
}

export function castOf({ definition, play, practice: { token } }: ConnectorUnderTest) {
  return { definition, play, ...(token !== undefined && { token }) }
}
