import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phrases } from './synonyms/synonyms.ts'
import { wordsOf } from './words.ts'

const stemsOf = (text: string) => wordsOf(text, phrases).map(({ stem }) => stem)

test('a verb and its particle are one word, together and apart', () => {
  for (const text of ['write off the invoice', 'write the invoice off', 'write that old invoice off'])
    assert.ok(stemsOf(text).includes('writ_off'), text)
})

test('a particle behind a pause belongs to no verb before it', () => {
  assert.ok(!stemsOf('write the invoice, off we go').includes('writ_off'))
})
