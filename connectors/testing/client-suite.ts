import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseConfig, resolve } from '@sallyport/runtime'
import { clientFindings } from './client-findings.ts'
import { clientActionsOf } from './client-names.ts'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import type { Exceptions } from './exceptions.ts'
import type { Practice } from './practice.ts'
import { openStage, type Stage, TOKEN } from './stage.ts'

/** What is true of a connector that existing clients can go on using. */
export function clientSuite(subject: ConnectorUnderTest, practice: Practice, exceptions: Exceptions): void {
  const { definition, clientNames } = subject
  describe(`${definition.title}: names that existing clients send`, () => {
    let stage: Stage
    before(async () => {
      stage = await openStage(subject, practice.collections(5))
    })
    after(() => stage[Symbol.asyncDispose]())

    for (const called of clientActionsOf(clientNames)) {
      const { entity, action, params } = called
      test(`${entity}.${action} takes ${Object.keys(params.properties).join(', ')}`, async () => {
        const findings = await clientFindings({ definition, practice, stage }, called)
        assert.deepEqual(exceptions.unexplained(findings), [])
      })
    }

    test('what they sent was valid to the vendor, every time', () => {
      assert.ok(stage.ledger.count() > 0)
      assert.deepEqual(
        stage.ledger.requests().filter(({ verdict }) => verdict !== 'valid'),
        [],
      )
    })

    test('the type of connector has the id that they know', () => {
      assert.equal(definition.id, clientNames.definition_id)
    })

    for (const names of clientNames.credentials) {
      test(`a credential of ${names.join(' and ')} is taken, by itself and below "credentials"`, async () => {
        const fields = Object.fromEntries(names.map((name) => [name, TOKEN]))
        for (const credential of [fields, { credentials: fields }]) {
          const { data } = await stage.call(practice.check(), { credential })
          assert.notEqual(data, null)
        }
      })
    }

    for (const [setting, filled] of Object.entries(clientNames.config)) {
      test(`"${setting}", as text or as a list, supplies ${filled.join(', ')}`, () => {
        const value = practice.exampleConfig()[setting]
        for (const raw of [value, [value]]) {
          const config = parseConfig(definition, { [setting]: raw })
          for (const { entity, action } of clientActionsOf(clientNames)) {
            const required = Object.entries(practice.requiredParams(entity, action))
            const params = Object.fromEntries(required.filter(([name]) => !filled.includes(name)))
            const call = resolve({ definition, config }, { entity, action, params })
            for (const [name] of required) assert.notEqual(call.params[name], undefined)
          }
        }
      })
    }
  })
}
