import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseConfig, resolve } from '@sallyport/runtime'
import { clientFindings, ourOperation } from './client-findings.ts'
import { type ClientAction, type ClientNames, clientActionsOf } from './client-names.ts'
import { perform } from './perform.ts'
import { openEmpty, openFilled, type Rehearsal } from './rehearsal.ts'
import { type Stage, TOKEN } from './stage.ts'

const RECORDS = 5

/** What is true of a connector that existing clients can go on using. */
export function clientSuite(rehearsal: Rehearsal, clientNames: ClientNames): void {
  const { subject, practice, exceptions } = rehearsal
  const { definition } = subject
  const { token = TOKEN } = subject.practice
  describe(`${definition.title}: names that existing clients send`, () => {
    let stage: Stage
    before(async () => {
      stage = await openFilled(rehearsal, RECORDS)
    })
    after(() => stage[Symbol.asyncDispose]())

    for (const called of clientActionsOf(clientNames)) {
      const { entity, action, params } = called
      test(`${entity}.${action} takes ${Object.keys(params.properties).join(', ') || 'what it needs'}`, async () => {
        const findings = await clientFindings({ definition, practice, stage }, called)
        assert.deepEqual(exceptions.unexplained(findings), [])
      })
    }

    test('what they sent was valid to the vendor, every time', () => {
      const others = stage.ledger.requests().filter(({ verdict }) => verdict !== 'valid')
      assert.deepEqual(others, [])
    })

    test('the type of connector has the id that they know', () => {
      assert.equal(definition.id, clientNames.definition_id)
    })

    for (const names of clientNames.credentials) {
      test(`a credential of ${names.join(' and ')} is taken, by itself and below "credentials"`, async () => {
        await using other = await openEmpty(rehearsal)
        const fields = Object.fromEntries(names.map((name) => [name, token]))
        for (const credential of [fields, { credentials: fields }]) {
          const { data } = await perform(other, practice.check(), { params: {}, credential })
          assert.notEqual(data, null)
        }
      })
    }

    for (const [setting, filled] of Object.entries(clientNames.config)) {
      test(`"${setting}", as text or as a list, supplies ${filled.join(', ')}`, () => {
        const value = practice.exampleConfig()[setting]
        for (const raw of [value, [value]]) {
          const config = parseConfig(definition, { [setting]: raw })
          for (const called of clientActionsOf(clientNames)) supplies(rehearsal, called, { config, filled })
        }
      })
    }
  })
}

interface Supplied {
  readonly config: ReturnType<typeof parseConfig>
  readonly filled: readonly string[]
}

function supplies(
  { subject, practice }: Rehearsal,
  called: ClientAction,
  { config, filled }: Supplied,
): void {
  const { definition } = subject
  const named = ourOperation(definition, practice, called)
  if (named === undefined) return
  const { entity, action } = named
  const required = Object.entries(practice.requiredParams(named))
  const params = Object.fromEntries(required.filter(([name]) => !filled.includes(name)))
  const call = resolve({ definition, config }, { entity, action, params })
  for (const [name] of required) assert.notEqual(call.params[name], undefined)
}
