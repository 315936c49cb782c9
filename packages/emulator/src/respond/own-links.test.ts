import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonAnswer, textAnswer } from './answer.ts'
import { withOwnLinks } from './own-links.ts'

const links = { from: ['https://api.example.com'], to: 'http://127.0.0.1:1' }

test('links that begin with an origin of the vendor lead here', () => {
  const given = {
    url: 'https://api.example.com/a',
    text: 'see https://api.example.com/a',
    other: 'https://api.example.community/',
  }
  const answer = withOwnLinks(jsonAnswer(201, given, { location: 'https://api.example.com/a' }), links)
  assert.deepEqual(JSON.parse(String(answer.body)), { ...given, url: 'http://127.0.0.1:1/a' })
  assert.equal(answer.headers.location, 'http://127.0.0.1:1/a')
  assert.equal(answer.headers['content-length'], String((answer.body as Buffer).length))
})

test('what is no JSON stays as it is', () => {
  const page = textAnswer(200, '"https://api.example.com/a"', { 'content-type': 'text/html' })
  assert.deepEqual(withOwnLinks(page, links).body, page.body)
  assert.equal(withOwnLinks(page, { from: [], to: '' }), page)
})

test('an address that somebody quotes in a text stays as it is', () => {
  const body = { text: 'see "https://api.acme.example/x"', url: 'https://api.acme.example/x' }
  const given = withOwnLinks(jsonAnswer(200, body), { from: ['https://api.acme.example'], to: 'http://here' })
  assert.ok(given.body instanceof Buffer)
  assert.deepEqual(JSON.parse(given.body.toString()), { text: body.text, url: 'http://here/x' })
})
