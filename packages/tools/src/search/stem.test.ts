import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stemOf } from './stem.ts'

test('the forms of a word are one word, with endings or without rule', () => {
  for (const forms of [
    ['close', 'closes', 'closed', 'closing'],
    ['send', 'sends', 'sent'],
    ['write', 'wrote', 'written', 'writing'],
    ['company', 'companies'],
  ])
    assert.equal(new Set(forms.map(stemOf)).size, 1, forms.join(' '))
})
