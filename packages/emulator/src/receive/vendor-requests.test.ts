import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readDescription } from '../description/read-description.ts'
import type { CheckedRequest } from './checked-request.ts'
import { createReader } from './request-check.ts'
import { createRouter } from './router.ts'
import { told } from './testing/read-one.ts'

function vendor(slug: string) {
  const file = new URL(`../../../../connectors/${slug}/vendor.json`, import.meta.url)
  const description = readDescription(JSON.parse(readFileSync(file, 'utf8')))
  const route = createRouter(description.operations.values(), { basePath: description.basePath })
  const read = createReader(description)
  return (line: string, body = '', type = 'application/x-www-form-urlencoded'): CheckedRequest => {
    const [method = '', url = ''] = line.split(' ')
    const match = route(method, url.split('?')[0] ?? '')
    assert.ok(match && 'operation' in match, line)
    return read(match, { method, url, headers: { 'content-type': type }, body: Buffer.from(body) })
  }
}

test("Stripe's lists and forms are understood", () => {
  const stripe = vendor('stripe')
  const list = stripe('GET /v1/customers?limit=3&created[gte]=5&expand[]=data.sources&expand[]=x')
  assert.deepEqual(list.query, { limit: 3, created: { gte: 5 }, expand: ['data.sources', 'x'] })
  assert.deepEqual(told(list), [])
  const made = stripe(
    'POST /v1/customers',
    'metadata[a]=b&email=ada%40example.com&address[city]=Bonn&balance=12',
  )
  assert.deepEqual(made.body, {
    email: 'ada@example.com',
    balance: 12,
    metadata: { a: 'b' },
    address: { city: 'Bonn' },
  })
  assert.deepEqual(told(made), [])
  assert.deepEqual(told(stripe('POST /v1/customers', 'balance=x&nope=1')), [
    'body nope unknown',
    'body balance invalid',
  ])
})

test("GitHub's bodies are understood", () => {
  const github = vendor('github')
  const issue = github(
    'POST /repos/o/r/issues',
    '{"title":"a","labels":["b",{"name":"c"}]}',
    'application/json',
  )
  assert.deepEqual(told(issue), [])
  assert.deepEqual(told(github('POST /repos/o/r/issues', '{}', 'application/json')), ['body title missing'])
  assert.deepEqual(told(github('GET /repos/o/r/issues?page=x')), ['query page invalid'])
})

test("Slack's and Google's uploads are understood", () => {
  const slack = vendor('slack')
  const posted = slack('POST /api/chat.postMessage', 'channel=C1&text=a+b&mrkdwn=true')
  assert.deepEqual([posted.body, told(posted)], [{ channel: 'C1', text: 'a b', mrkdwn: true }, []])
  const drive = vendor('google-drive')
  const parts = ['Content-Type: application/json\r\n\r\n{"name":"a"}', 'Content-Type: image/png\r\n\r\nbytes']
  const body = `${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--`
  const upload = drive(
    'POST /upload/drive/v3/files?uploadType=multipart',
    body,
    'multipart/related; boundary=b',
  )
  assert.deepEqual([upload.body, upload.contents.length, told(upload)], [{ name: 'a' }, 1, []])
})

for (const slug of ['github', 'stripe', 'slack', 'google-drive']) {
  test(`each operation of ${slug} can be read and checked`, () => {
    const file = new URL(`../../../../connectors/${slug}/vendor.json`, import.meta.url)
    const description = readDescription(JSON.parse(readFileSync(file, 'utf8')))
    const read = createReader(description)
    for (const operation of description.operations.values()) {
      for (const type of operation.body?.content.keys() ?? ['application/json']) {
        const sent = {
          method: operation.method,
          url: '/?a=1',
          headers: { 'content-type': type },
          body: Buffer.from('{}'),
        }
        const { violations } = read({ operation, params: {}, raw: {} }, sent)
        assert.ok(violations.length > 0)
      }
    }
  })
}
