import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { credentialHash } from '../credentials/credential-hash.ts'
import type { Json } from '../json.ts'
import { contains } from './contains.ts'
import { Ledger } from './ledger.ts'
import type { LedgerQuery } from './ledger-query.ts'
import { entry } from './testing/entry.ts'

const R1 = credentialHash('r1')
const CHARGE = { amount: 5, card: { number: '4242', tags: ['a', { b: 1 }] } }
const ENTRIES = [
  entry({ time: 10, credential: credentialHash('a1') }),
  entry({
    time: 20,
    method: 'POST',
    path: '/charges',
    operation: 'POST /charges',
    body: CHARGE,
    status: 201,
  }),
  entry({ time: 30, method: 'POST', path: '/token', operation: null, presented: { refresh_token: R1 } }),
  entry({ time: 40, verdict: 'refused', status: 401, credential: R1 }),
  entry({ time: 50, fault: 'silence', status: null }),
]

function filled(): Ledger {
  const ledger = new Ledger()
  for (const one of ENTRIES) ledger.record(one)
  return ledger
}

const QUERIES: readonly (readonly [LedgerQuery, readonly number[]])[] = [
  [{}, [10, 20, 30, 40, 50]],
  [{ method: 'POST' }, [20, 30]],
  [{ method: 'POST', path: '/charges' }, [20]],
  [{ operation: null }, [30]],
  [{ operation: 'GET /things' }, [10, 40, 50]],
  [{ verdict: 'refused' }, [40]],
  [{ fault: null, status: 200 }, [10, 30]],
  [{ fault: 'silence' }, [50]],
  [{ status: null }, [50]],
  [{ credential: R1 }, [40]],
  [{ token: 'r1' }, [30, 40]],
  [{ token: 'a1' }, [10]],
  [{ token: 'x' }, []],
  [{ since: 30 }, [30, 40, 50]],
  [{ until: 30 }, [10, 20]],
  [{ since: 20, until: 40, method: 'POST' }, [20, 30]],
  [{ body: { amount: 5 } }, [20]],
  [{ body: { card: { number: '4242' } } }, [20]],
  [{ body: { card: { tags: ['a', { b: 1 }] } } }, [20]],
  [{ body: { card: { tags: ['a'] } } }, []],
  [{ body: { amount: '5' } }, []],
  [{ body: JSON.parse('{"__proto__":{}}') }, []],
  [{ body: {} }, [20]],
]

for (const [query, times] of QUERIES) {
  test(`${JSON.stringify(query)} finds ${times.length} of five requests`, () => {
    const ledger = filled()
    assert.deepEqual(
      ledger.requests(query).map(({ time }) => time),
      times,
    )
    assert.equal(ledger.count(query), times.length)
  })
}

test('one line says what was expected, and gives what was found', () => {
  const ledger = filled()
  assert.equal(ledger.only({ method: 'POST', path: '/charges' }).time, 20)
  assert.deepEqual(
    ledger.exactly(2, { token: 'r1' }).map(({ time }) => time),
    [30, 40],
  )
  ledger.none({ method: 'DELETE' })
  ledger.none({ token: 'a1', since: 11 })
})

test('an expectation that fails lists what was seen instead', () => {
  const ledger = filled()
  const message = (act: () => void) => {
    try {
      act()
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    return 'nothing was thrown'
  }
  assert.equal(
    message(() => ledger.only({ method: 'POST' })),
    'Expected exactly 1 request with method "POST", and saw 2.\nThese were:\n  POST /charges -> 201\n  POST /token -> 200',
  )
  assert.equal(
    message(() => ledger.exactly(2, { path: '/x', since: 5, body: { amount: 1 } })),
    [
      'Expected exactly 2 requests with path "/x", a time from 5, a body with amount, and saw 0.',
      'There were only:',
      '  GET /things -> 200',
      '  POST /charges -> 201',
      '  POST /token -> 200',
      '  GET /things -> 401 (refused)',
      '  GET /things -> no answer (fault silence)',
    ].join('\n'),
  )
  assert.match(
    message(() => ledger.none({ token: 'a1' })),
    /^Expected no request with that token, and saw 1\./,
  )
  assert.match(
    message(() => new Ledger().only({})),
    /There were no requests at all\.$/,
  )
})

test('an expectation that fails tells no secret: no token, no whole hash, no body, no query', () => {
  const ledger = filled()
  ledger.record(
    entry({
      query: { code: 'secret-code' },
      body: { secret: 'secret-body' },
      credential: credentialHash('secret'),
    }),
  )
  for (const query of [
    { token: 'secret' },
    { credential: credentialHash('secret') },
    { body: { secret: 'secret-body' } },
  ]) {
    assert.throws(
      () => ledger.exactly(7, query),
      ({ message }: Error) =>
        !/secret-|"secret"/.test(message) && !message.includes(credentialHash('secret')),
    )
  }
})

test('a long list is cut at its beginning', () => {
  const ledger = new Ledger()
  for (let count = 0; count < 25; count++) ledger.record(entry({ path: `/${count}` }))
  assert.throws(() => ledger.none({}), /and 5 before\n {2}GET \/5 -> 200\n[\s\S]*GET \/24 -> 200$/)
})

test('the latest 100,000 are kept at most, and the rest is counted', () => {
  const ledger = new Ledger()
  for (let time = 0; time < 100_001; time++) ledger.record(entry({ time }))
  assert.equal(ledger.count() + ledger.dropped, 100_001)
  assert.ok(ledger.count() <= 100_000 && ledger.dropped > 0)
  assert.equal(ledger.requests().at(-1)?.time, 100_000)
  ledger.clear()
  assert.deepEqual([ledger.count(), ledger.dropped], [0, 0])
})

test('what was given out does not change when more is recorded', () => {
  const ledger = filled()
  const seen = ledger.requests()
  ledger.record(entry())
  ledger.clear()
  assert.equal(seen.length, 5)
})

test('any JSON contains itself, and any object contains each part of its members', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => contains(value as Json, value as Json)))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (whole) => {
      const part = Object.fromEntries(Object.entries(whole).filter((_, index) => index % 2 === 0))
      return contains(whole as Json, part as Json)
    }),
  )
})
