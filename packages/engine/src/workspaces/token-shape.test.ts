import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTokenShaped } from './token-shape.ts'

const TOKENS = ['eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhIn0.c2ln', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', 'eyJ..']

for (const text of TOKENS) {
  test(`"${text}" is a token, whoever issued it`, () => assert.ok(isTokenShaped(text)))
}

const NAMES = ['acme', 'eyJ', 'eyJ.a', 'eyJ.a.b.c', 'acme.example.com', 'a.eyJ.b', 'eyJ a.b.c', 'eyJa.b.ç']

for (const text of NAMES) {
  test(`"${text}" is a name`, () => assert.ok(!isTokenShaped(text)))
}
