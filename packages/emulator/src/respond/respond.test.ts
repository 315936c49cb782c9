import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '../emulate.ts'
import { practise } from '../testing/practise.ts'
import { thingsBehaviour, thingsVendor } from '../testing/things.ts'

const headers = { authorization: 'Bearer library-card' }

test('a download has the headers of its operation', async () => {
  const { acme } = await practise({}, thingsVendor)
  const response = await fetch(`${acme.url}/file`, { headers })
  assert.equal(await response.text(), 'hello')
  assert.equal(response.headers.get('x-file'), 'yes')
})

const [things] = Object.entries(thingsBehaviour.resources.things.operations)[0] ?? []

for (const [what, words, problem] of [
  ['a page', { does: 'list', page: 'misspelt' }, /no paging "misspelt"/],
  ['a language', { does: 'list', filter: { q: { language: 'misspelt' } } }, /misspelt|allowed values/],
  ['an operation in a case', { does: 'list', cases: [{ when: {}, open: true }] }, /open/],
] as const) {
  test(`${what} that nobody reads is refused when the emulator starts`, async () => {
    const operations = { [String(things)]: words }
    const behaviour = {
      ...thingsBehaviour,
      resources: { ...thingsBehaviour.resources, things: { key: 'id', operations } },
    }
    await assert.rejects(emulate({ ...thingsVendor, behaviour }), problem)
  })
}
