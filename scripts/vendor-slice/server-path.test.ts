import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withServerPath } from './server-path.ts'

const cases = [
  { url: 'https://api.example/drive/v3', origin: 'https://api.example', path: '/drive/v3/files' },
  { url: 'https://api.example/drive/v3/', origin: 'https://api.example', path: '/drive/v3/files' },
  { url: 'https://api.example/', origin: 'https://api.example', path: '/files' },
]

for (const { url, origin, path } of cases) {
  test(`the path of ${url} goes in front of every path`, () => {
    assert.deepEqual(withServerPath({ servers: [{ url }], paths: { '/files': { get: {} } } }), {
      servers: [{ url: origin }],
      paths: { [path]: { get: {} } },
    })
  })
}

for (const servers of [[], [{ url: 'https://a.example' }, { url: 'https://b.example' }]]) {
  test(`a description with ${servers.length} servers is refused`, () => {
    assert.throws(() => withServerPath({ servers, paths: {} }), /not one server/)
  })
}
