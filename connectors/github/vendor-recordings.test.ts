import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { practise, send } from './testing/practise.ts'

test('recordings take other names, and can be left out', async () => {
  const renamed = await practise({ recordings: { 'octokit-fixture-org': 'acme', 'paginate-issues': 'site' } })
  const { json, headers } = await renamed.call('/repos/acme/site/issues?per_page=5')
  assert.deepEqual(
    json.map(({ number }: { number: number }) => number),
    [13, 12, 11, 10, 9],
  )
  assert.match(headers.get('link') ?? '', /\/repositories\/1000\/issues\?per_page=5&page=3>; rel="last"/)
  const { call } = await practise({ recordings: false })
  assert.equal((await call('/repos/octokit-fixture-org/paginate-issues/issues/13')).status, 404)
})

test('a numbered path leads to what was recorded before its name was asked for', async () => {
  const { call } = await practise()
  assert.equal((await call('/repositories/1000/issues?per_page=3&page=5')).json[0].number, 1)
})

test('what was recorded as refused is refused in the recorded words, and only that', async () => {
  const { call } = await practise()
  const path = '/repos/octokit-fixture-org/errors/labels'
  const refused = await call(path, send('POST', { name: 'foo', color: 'invalid' }))
  assert.equal(refused.json.documentation_url, 'https://docs.github.com/rest/reference/issues#create-a-label')
  const other = await call(path, send('POST', { name: 'bar', color: 'invalid' }))
  assert.match(other.json.documentation_url, /labels#create-a-label$/)
  assert.equal((await call(path, send('POST', { name: 'foo' }))).status, 201)
})

test('the recordings say where they are from', () => {
  const recordings = JSON.parse(readFileSync(new URL('./vendor.recordings.json', import.meta.url), 'utf8'))
  const { package: name, licence, files } = recordings['x-provenance']
  assert.deepEqual([name, licence, Object.keys(files).length], ['@octokit/fixtures', 'MIT', 6])
})
