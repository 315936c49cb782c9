import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation, Paging } from '@sallyport/definition'
import { effectSentence, fileSentence, limitSentence, pagingSentence, repeatSentence } from './sentences.ts'
import { anglers, params } from './testing/anglers.ts'

const bare = { ...anglers, idempotency: undefined } as unknown as typeof anglers
const operation = (stated: Partial<Operation>): Operation => ({
  method: 'POST',
  path: '/catches',
  effect: 'write',
  params: params({}),
  ...stated,
})

for (const [stated, start] of [
  [{ method: 'GET', effect: 'read' }, 'yes (`read`)'],
  [{}, 'never'],
  [{ method: 'PUT' }, 'yes (`natural`)'],
  [{ method: 'DELETE', effect: 'destructive' }, 'yes (`natural`)'],
  [{ idempotency: 'none', method: 'PUT' }, 'never'],
  [{ idempotency: { header: 'x-key' } }, 'yes (`key`): under one idempotency key, in the header `x-key`'],
  [{ idempotency: { param: 'id' } }, 'yes (`key`): under one idempotency key, in `id`: yours'],
  [{ idempotency: { verify: 'get' } }, 'yes (`verify`), after `get`'],
] as const satisfies readonly (readonly [Partial<Operation>, string])[]) {
  test(`whether ${JSON.stringify(stated)} may be repeated: ${start}`, () => {
    const sentence = repeatSentence(bare, operation(stated))
    assert.ok(sentence.startsWith(start), sentence)
  })
}

test('a key of the definition holds for what states none', () => {
  assert.match(repeatSentence(anglers, operation({})), /`x-once`/)
})

const sized = { size: 'count', max: 9 }
for (const [page, end] of [
  [{ style: 'link_header', ...sized, place: [] }, 'the `Link` header leads to the next.'],
  [{ style: 'next_url', ...sized, next: 'n', place: [] }, 'each holds the address of the next.'],
  [{ style: 'cursor', ...sized, after: 'a', next: 'n' }, 'each holds a mark for the next.'],
  [{ style: 'keyset', ...sized, after: 'a', key: 'id', more: 'm' }, 'the next begins after the last record.'],
  [{ style: 'connection', ...sized, after: 'a', info: 'i' }, 'a connection of GraphQL.'],
  [{ style: 'page', ...sized, after: 'a', first: 1 }, 'by number.'],
  [{ style: 'offset', ...sized, after: 'a' }, 'by how many records to pass over.'],
  [{ style: 'window', ...sized, after: 'a', time: 't' }, 'before the time of the last record.'],
] as const satisfies readonly (readonly [Paging, string])[]) {
  test(`a list that is paged by ${page.style} says so`, () => {
    const sentence = pagingSentence(page) ?? ''
    assert.ok(sentence.startsWith('of up to 9 records') && sentence.endsWith(end), sentence)
  })
}

test('a list that comes whole says why, and what is no list says nothing', () => {
  assert.equal(pagingSentence({ style: 'none', reason: 'there are nine' }), 'comes whole: there are nine.')
  assert.equal(pagingSentence(undefined), undefined)
})

test('a call that names no allowance counts on the first, and on none where there are none', () => {
  assert.equal(limitSentence(anglers, operation({})), '`calls`, 1 unit a call.')
  assert.equal(limitSentence({ ...anglers, limits: {} }, operation({})), undefined)
})

test('an effect says whether it can be undone, where that is known', () => {
  assert.equal(effectSentence(operation({})), '`write`.')
  assert.equal(effectSentence(operation({ reversible: true })), '`write`. Another operation can undo it.')
})

test('files are told, which way they go', () => {
  assert.equal(fileSentence(operation({})), undefined)
  assert.equal(fileSentence(operation({ gives: 'file' })), 'gives a file, as bytes.')
  assert.equal(fileSentence(operation({ takes: { as: 'raw' } })), 'takes a file, as the body.')
  const session = { as: 'session', address: { header: 'location' }, method: 'PUT', pieces: 5 } as const
  assert.match(fileSentence(operation({ takes: session })) ?? '', /in pieces of 5 bytes\.$/)
  const large = { ...session, pieces: 8 * 1024 * 1024 }
  assert.match(fileSentence(operation({ takes: large })) ?? '', /in pieces of 8 MiB\.$/)
})
