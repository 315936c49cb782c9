// A connector of one's own, from nothing: spokes.openapi.json says what the third party is, spokes.vendor.ts how it is
// played, spokes.ts how it is reached. This program uses it, and sees that it does what docs/connectors.md says.
import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { checkDefinition, parseDefinition } from '@sallyport/definition'
import { emulate } from '@sallyport/emulator'
import { compileLinear } from '@sallyport/runtime'
import { connect, SallyportError } from 'sallyport'
import { showEveryWord } from './every-word.ts'
import { spokes } from './spokes.ts'
import { spokesVendor } from './spokes.vendor.ts'

// #region start
await using played = await emulate(spokesVendor, { credentials: 'spk_mine', records: 5 })

const client = connect(spokes, {
  credentials: { api_key: 'spk_mine' },
  // Without this line, the same calls go to the real Spokes.
  redirectOrigins: { 'https://api.spokes.example': played.url },
})
// #endregion

// #region preview
const shown = await client.preview('repairs', 'list', { state: 'done' }, { limit: 2 })
assert.equal(shown.method, 'GET')
assert.equal(shown.url, 'https://api.spokes.example/v1/repairs?state=done&count=2')
assert.deepEqual(shown.headers, { 'x-api-key': '[hidden]' })
played.ledger.none({}) // Nothing was sent.
// #endregion

// #region check
const { data: workshop } = await client.workshop.get()
assert.equal(workshop.name, 'Spokes of Ghent')
// #endregion

// #region list
const { data, page } = await client.repairs.list({}, { limit: 2, view: 'compact' })
assert.deepEqual(Object.keys(data[0] ?? {}), ['id', 'bicycle', 'state'])
assert.equal(page.complete, false)

// Every page, each fetched when it is reached: 2, 2 and 1.
const all: string[] = []
for await (const repair of client.repairs.list.all({}, { limit: 2 })) all.push(repair.id)
assert.equal(new Set(all).size, 5)
played.ledger.exactly(4, { method: 'GET', path: '/v1/repairs' })
// #endregion

// #region lost
// The repair is taken in, and the connection breaks before anybody hears of it.
played.faults.add({ kind: 'reset', committed: true, operation: 'POST /repairs' })
const { data: made } = await client.repairs.create({ bicycle: 'Green cargo bike' })

// Two requests came, under one key; one repair is there.
const [first, second] = played.ledger.exactly(2, { method: 'POST', path: '/v1/repairs' })
assert.equal(first?.headers['idempotency-key'], second?.headers['idempotency-key'])
const now = await client.repairs.list()
assert.deepEqual(
  now.data.filter(({ bicycle }) => bicycle === 'Green cargo bike').map(({ id }) => id),
  [made.id],
)
// #endregion

// #region update
const { data: mended } = await client.repairs.update({ id: made.id, state: 'done' })
assert.equal(mended.state, 'done')
// #endregion

// #region download
// Files stream, and nobody holds them.
const invoice = await client.repairs.download({ id: made.id })
assert.equal(invoice.type, 'application/pdf')
assert.equal(await text(invoice.body), `Invoice of ${made.id}`)
// #endregion

// #region errors
const missing = await failureOf(client.repairs.get({ id: 'rep_none' }))
assert.deepEqual([missing.code, missing.act, missing.sideEffect], ['upstream_not_found', 'agent', 'none'])
assert.match(missing.message, /It says: There is no repair rep_none\./)
assert.equal(missing.fix, 'Check the ids and names in the parameters, and that the credential can see them.')

// What does not fit is refused before anything is sent, with the nearest right name.
const misspelt = await failureOf(client.execute('repairs', 'list', { stat: 'done' }))
assert.equal(misspelt.code, 'invalid_params')
assert.match(misspelt.message, /Did you mean "state"\?/)

// A time that is too far off to wait for is told on.
played.faults.add({ kind: 'too-many-requests', retryAfter: 3600 })
const later = await failureOf(client.repairs.list())
assert.deepEqual([later.code, later.act, later.retryable], ['upstream_rate_limited', 'wait', true])
assert.ok(later.retryAt !== undefined)
// #endregion

// #region checks
// Everything that is inconsistent, in one list.
assert.deepEqual(checkDefinition(spokes), [])

// A definition is data. As JSON it is what an engine takes, and what it reads with suspicion.
const uploaded = parseDefinition(JSON.parse(JSON.stringify(spokes)), { compile: compileLinear })
assert.deepEqual(uploaded.problems, [])

// Every request that it got fits the third party's own description.
const strange = played.ledger.requests().filter(({ verdict }) => verdict !== 'valid')
assert.deepEqual(strange, [])
// #endregion

await client.close()
await showEveryWord()
console.log('Spokes was walked, written to and refused, and every word of the language says what it should.')

async function failureOf(call: Promise<unknown>): Promise<SallyportError> {
  try {
    await call
  } catch (error) {
    if (SallyportError.isInstance(error)) return error
    throw error
  }
  return assert.fail('it was to fail')
}
