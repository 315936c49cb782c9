import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { callsOnly, sdkDocuments } from './graphql-sdk-documents.ts'

test('the documents of a client are found, and fragments alone are not', () => {
  const source = [
    'const CatFragmentDoc = new TypedDocumentString(`fragment Cat on Cat { id }`, {});',
    'const CatDocument = new TypedDocumentString(`\n    query cat($id: ID!) { cat(id: $id) { id } }\n`);',
  ].join('\n')
  assert.equal(sdkDocuments(source).length, 1)
})

test('a document that is put together at run time is refused', () => {
  const source = 'const CatDocument = new TypedDocumentString(`query { ...Cat } ${CatFragmentDoc}`);'
  assert.throws(() => sdkDocuments(source), /followed by more than plain text/)
})

test('a field that is listed for queries does not admit a mutation of the same name', () => {
  const rootFields = { Query: ['catUpdate'] }
  assert.ok(callsOnly(parse('{ catUpdate { id } }'), rootFields))
  assert.ok(!callsOnly(parse('mutation { catUpdate { id } }'), rootFields))
  assert.ok(!callsOnly(parse('{ catUpdate { id } dog { id } }'), rootFields))
})
