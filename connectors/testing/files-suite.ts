import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Operation } from '@sallyport/definition'
import { bytesOf, FILE, knownFor, perform } from './perform.ts'
import type { Named } from './practice-names.ts'
import { openFilled, type Rehearsal } from './rehearsal.ts'
import { valueAt } from './value-at.ts'

/** What is true of a connector that moves files as they are. */
export function filesSuite(rehearsal: Rehearsal): void {
  const { subject, practice } = rehearsal
  const files = practice.operations().filter(({ operation }) => operation.gives ?? operation.takes)
  describe(`${subject.definition.title}: files`, () => {
    for (const named of files.filter(({ operation }) => operation.gives)) {
      const { entity, action, operation } = named
      test(`${entity}.${action} gives all of a file, and a part of it`, {
        skip: notYet(operation),
      }, async () => {
        await using stage = await openFilled(rehearsal, 3)
        const known = await knownFor(stage, practice, named)
        const request = { entity, action, params: practice.requiredParams(named, known) }
        const whole = await stage.download(request)
        const bytes = await bytesOf(whole.body)
        assert.ok(bytes.length > 1, 'the file is too short to have parts')
        if (whole.length !== undefined) assert.equal(bytes.length, whole.length)
        const part = await stage.download(request, { first: 1, last: bytes.length - 1 })
        const expected = part.range === undefined ? bytes : bytes.subarray(1)
        assert.ok((await bytesOf(part.body)).equals(expected))
      })
    }

    for (const named of files.filter(({ operation }) => operation.takes)) {
      const { entity, action, operation } = named
      const down = downloadOf(rehearsal, entity)
      test(`${entity}.${action} brings up every byte`, { skip: notYet(operation) }, async () => {
        await using stage = await openFilled(rehearsal, 3)
        const known = await knownFor(stage, practice, named)
        const params = practice.requiredParams(named, known)
        const { data } = await perform(stage, named, { params })
        assert.deepEqual(
          stage.ledger.requests().filter(({ verdict }) => verdict === 'refused'),
          [],
        )
        const size = valueAt(data, 'size')
        if (size !== undefined) assert.equal(Number(size), FILE.content.length)
        if (down === undefined) return
        const request = {
          entity,
          action: down.action,
          params: practice.requiredParams(down, { record: data }),
        }
        const { body } = await stage.download(request)
        assert.ok((await bytesOf(body)).equals(FILE.content))
      })
    }
  })
}

function downloadOf({ practice }: Rehearsal, entity: string): Named | undefined {
  return practice.operations().find((each) => each.entity === entity && each.operation.gives !== undefined)
}

/** Ways of moving files that the language has and the runtime does not do yet. */
export function notYet({ gives, takes }: Operation): string | false {
  if (typeof gives === 'object') return 'files behind an address are not fetched yet'
  return takes?.as === 'session' && 'uploads in sessions are not made yet'
}
