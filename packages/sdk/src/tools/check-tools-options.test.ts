import assert from 'node:assert/strict'
import { test } from 'node:test'
import { github } from '../connectors/github.ts'
import { connect, sallyport } from '../index.ts'

const ENGINE = {
  url: 'https://engine.example',
  clientId: 'id',
  clientSecret: 'secret',
  fetch: () => assert.fail('nothing is sent'),
}

const WRONG: readonly (readonly [what: string, options: object, message: RegExp])[] = [
  ['a budget below zero', { maxTokens: -1 }, /"maxTokens".* 200 /],
  ['a budget that is no number', { maxTokens: Number.NaN }, /"maxTokens"/],
  ['a budget of a result that holds nothing', { maxResultTokens: 10 }, /"maxResultTokens"/],
  [
    'a budget of a result without a bound',
    { maxResultTokens: Number.POSITIVE_INFINITY },
    /"maxResultTokens"/,
  ],
  ['an effect that is none', { effects: ['monye'] }, /monye.*money/],
  ['one name in place of a list', { entities: 'issues' }, /"entities"/],
]

const local = connect(github, { credentials: { token: 't' } })
const hosted = connect(github, { ...ENGINE, workspace: 'acme' })
const acme = sallyport(ENGINE).workspace('acme')

for (const [what, options, message] of WRONG) {
  test(`${what} is refused at once, hosted and local`, async () => {
    for (const { tools } of [local, hosted, acme])
      await assert.rejects(tools(options), { name: 'TypeError', message })
  })
}
