import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise } from '../testing/practise.ts'
import { thingsVendor } from '../testing/things.ts'

const { acme, call } = await practise({}, thingsVendor)
const idsOf = ({ json }: Awaited<ReturnType<typeof call>>) => json.map(({ id }: { id: string }) => id)

test('headers of a page are those that the behaviour names', async () => {
  const { headers } = await call('/boxes/a/things?limit=2')
  assert.equal(headers.get('x-total'), '5')
  assert.equal(headers.get('x-next'), '2')
})

test('a header of a page without a value is left out', async () => {
  assert.equal((await call('/boxes/a/things?offset=4')).headers.get('x-next'), null)
})

test('links of offsets lead to offsets', async () => {
  const { headers } = await call('/boxes/a/things?offset=2')
  const at = (offset: number, relation: string) =>
    `<${acme.url}/box-numbers/7/things?offset=${offset}>; rel="${relation}"`
  assert.equal(headers.get('link'), [at(0, 'first'), at(0, 'prev'), at(4, 'next'), at(4, 'last')].join(', '))
})

test('a collection that is named twice is listed once', async () => {
  assert.equal(idsOf(await call('/search?q=box:b%20box:b&limit=10')).length, 5)
})

test('a search with a scope that no path has makes no records', async () => {
  assert.deepEqual(idsOf(await call('/search?q=box:c/d')), [])
  assert.equal(idsOf(await call('/boxes/c/things?limit=10')).length, 5)
})

test('what a record has not is not at least anything', async () => {
  assert.deepEqual(idsOf(await call('/boxes/a/things?least=5')), [])
})
