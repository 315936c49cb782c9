import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type Emulator, emulate } from '../emulate.ts'
import { shopVendor } from './testing/shop.ts'

const failures: unknown[] = []
let shop: Emulator
before(async () => {
  shop = await emulate(shopVendor, { onError: (error) => failures.push(error) })
})
after(() => shop.close())

async function post(body: string | Uint8Array<ArrayBuffer>): Promise<number> {
  const response = await fetch(`${shop.url}/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body,
  })
  await response.arrayBuffer()
  return response.status
}

const nested = (open: string, inside: string, close: string) =>
  `{ ${open.repeat(6000)}${inside}${close.repeat(6000)} }`

const DEEP = {
  selections: nested('a{', 'a', '}'),
  fragments: nested('...{', '__typename', '}'),
  lists: `{ node(id: ${'['.repeat(9000)}${']'.repeat(9000)}) { id } }`,
  types: `query ($a: ${'['.repeat(9000)}Int${']'.repeat(9000)}) { __typename }`,
}

for (const [what, query] of Object.entries(DEEP)) {
  test(`a document of thousands of levels of ${what} is refused, not failed at`, async () => {
    assert.equal(await post(JSON.stringify({ query })), 422)
    assert.deepEqual(failures, [])
  })
}

const WORDS =
  '{ } ( ) [ ] : ! $ @ ... query mutation subscription fragment on shelves books node id nodes edges pageInfo first last after before filter bookCreate input title kind SMALL null true -1 2 "x" """y""" $a Shelf Book @skip @include if __typename __schema __proto__ constructor # & | = 1e999 \\ \u0000 \uD800'.split(
    ' ',
  )

test('no document and no bytes make it fail', async () => {
  const query = fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(' '))
  const request = fc.record({ query, variables: fc.object(), operationName: fc.string() })
  const body = fc.oneof(
    request.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
  )
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      assert.notEqual(await post(sent), 500)
      assert.deepEqual(failures, [])
    }),
    { numRuns: 300 },
  )
})

test('a batch is refused as such', async () => {
  assert.equal(await post('[{"query":"{ __typename }"}]'), 400)
  const [seen] = shop.ledger.requests({ verdict: 'refused' }).slice(-1)
  assert.match(JSON.stringify(seen), /is a batch, which is not taken/)
})

test('a size that a variable has by default counts for the cost of a document', async () => {
  const { graphql } = shopVendor.behaviour
  const limits = { complexity: 10 }
  const behaviour = { ...shopVendor.behaviour, graphql: { ...graphql, limits } }
  await using small = await emulate({ ...shopVendor, behaviour })
  const cost = async (size: number) => {
    const query = `query ($n: Int = ${size}) { shelves(first: $n) { nodes { books(first: 3) { nodes { shelf { id } } } } } }`
    const response = await fetch(`${small.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return response.status
  }
  assert.deepEqual([await cost(1), await cost(3)], [200, 422])
})
