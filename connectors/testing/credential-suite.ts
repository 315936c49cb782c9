import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { identify, parseConfig } from '@sallyport/runtime'
import { perform } from './perform.ts'
import { failure } from './refusal-suite.ts'
import { openEmpty, type Rehearsal } from './rehearsal.ts'
import { spellingsOf } from './spellings.ts'
import { NOW, TOKEN } from './stage.ts'

/** What is true of a connector whose credential is proven, and told apart from a wrong one. */
export function credentialSuite(rehearsal: Rehearsal): void {
  const { subject, practice } = rehearsal
  const { definition } = subject
  const { token = TOKEN } = subject.practice
  // A wrong one of the same form: forms may have patterns.
  const other = token.replace(/[A-Za-z0-9]{4}$/, (end) => (end === 'xxxx' ? 'yyyy' : 'xxxx'))
  const check = () => practice.check()

  describe(`${definition.title}: credentials`, () => {
    for (const { way, fields } of spellingsOf(definition, token)) {
      const names = `${Object.keys(fields).join(' and ')} (${way})`
      test(`the check works with nothing but ${names} and the configuration`, async () => {
        await using stage = await openEmpty(rehearsal)
        const config = practice.exampleConfig()
        const { data } = await perform(stage, check(), { params: {}, credential: fields, config })
        assert.notEqual(data, null)
        assert.equal(stage.ledger.count({ token, status: 200, verdict: 'valid' }), 1)
      })

      test(`a wrong ${names} is invalid, whatever is called`, async () => {
        await using stage = await openEmpty(rehearsal)
        const credential = Object.fromEntries(Object.keys(fields).map((name) => [name, other]))
        for (const named of practice.operations()) {
          const error = await failure({ caller: stage, practice, credential }, named)
          const where = `${named.entity}.${named.action}`
          assert.deepEqual([error.code, error.act], ['credential_invalid', 'user'], where)
          assert.ok(!error.message.includes(other))
        }
      })
    }

    test('the account behind a credential is told, by id and name, and the same each time', async () => {
      assert.ok(definition.identity)
      await using stage = await openEmpty(rehearsal)
      const context = { definition, config: parseConfig(definition, practice.exampleConfig()) }
      const whose = () =>
        identify(context, ({ entity, action, params }) => stage.call({ entity, action, params }))
      const account = await whose()
      assert.ok(account?.id && account.name, JSON.stringify(account))
      assert.ok(!JSON.stringify(account).includes(token))
      assert.deepEqual(await whose(), account)
    })

    test('an expired token is invalid, whatever is called', async () => {
      await using stage = await openEmpty(rehearsal, { credentials: { token, expiresAt: NOW - 1000 } })
      for (const named of practice.operations()) {
        const error = await failure({ caller: stage, practice }, named)
        assert.equal(error.code, 'credential_invalid', `${named.entity}.${named.action}`)
      }
    })
  })
}
