import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plan } from './plan.ts'
import { letterCall } from './testing/post-office.ts'

test('a form holds nested members and positions', () => {
  const params = { text: 'a & b', to: [{ city: 'Rome' }, { city: 'São Paulo' }] }
  const { body, headers } = plan(letterCall('create', { params }))
  assert.equal(headers['content-type'], 'application/x-www-form-urlencoded')
  assert.equal(body, 'text=a+%26+b&to%5B0%5D%5Bcity%5D=Rome&to%5B1%5D%5Bcity%5D=S%C3%A3o+Paulo')
})

test('a query holds objects and lists in the same way', () => {
  const { url } = plan(letterCall('list', { params: { sent: { gte: 5 }, tags: ['x', 'y'] }, limit: 3 }))
  assert.equal(decodeURIComponent(url.search), '?sent[gte]=5&tags[0]=x&tags[1]=y&limit=3')
})

test('of GraphQL parameters are variables, each by its name, or all in one', () => {
  const found = plan(letterCall('list_found', { params: { word: 'x' }, limit: 2 }))
  assert.deepEqual([found.method, found.url.href], ['POST', 'https://post.example/graphql'])
  assert.deepEqual(JSON.parse(String(found.body)).variables, { word: 'x', first: 2 })
  const sent = plan(letterCall('send', { params: { id: '1', express: true } }))
  assert.deepEqual(JSON.parse(String(sent.body)).variables, { input: { id: '1', express: true } })
  assert.equal(sent.headers['content-type'], 'application/json')
})
