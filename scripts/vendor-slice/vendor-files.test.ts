import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isObject, type Json, type JsonObject, object } from './json.ts'
import sources from './sources.json' with { type: 'json' }

/** What a reader of the repository bears, in kilobytes. */
const LIMITS = new Map([
  ['github', 1500],
  ['google-drive', 250],
  ['slack', 300],
  ['stripe', 1000],
])

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

for (const [slug, source] of Object.entries(sources)) {
  const text = read(`../../connectors/${slug}/vendor.json`)
  const vendor: JsonObject = JSON.parse(text)
  const described = operations(vendor)

  test(`the slice of ${slug} has the operations that are asked for, from the source that is pinned`, () => {
    for (const operation of source.operations) assert.ok(described.has(operation), operation)
    const { package: name, version, file, sha256 } = object(vendor['x-provenance'])
    assert.deepEqual(
      { name, version, file, sha256 },
      { name: source.package, version: source.version, file: source.file, sha256: source.sha256 },
    )
  })

  test(`what else the slice of ${slug} has is marked as written by hand`, () => {
    const asked = new Set<string>(source.operations)
    for (const [name, operation] of described) {
      assert.ok(asked.has(name) || operation['x-handwritten'] !== undefined, name)
    }
    for (const [, page] of JSON.stringify(vendor).matchAll(/"x-(?:handwritten|repaired)":"([^"]*)"/g)) {
      assert.match(page ?? '', /^https:\/\/[a-z.]+\//)
    }
  })

  test(`the slice of ${slug} says which changes were made by hand`, () => {
    const file = `./additions/${slug}.json`
    const { changes } = existsSync(new URL(file, import.meta.url)) ? JSON.parse(read(file)) : { changes: '' }
    assert.ok(String(object(vendor['x-provenance']).changes).endsWith(changes))
  })

  test(`the slice of ${slug} lacks nothing that it refers to`, () => {
    const references = [...JSON.stringify(vendor).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    )
    assert.ok(references.length > 0)
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<Json | undefined>((parent, key) => object(parent)[key], vendor)
      assert.ok(found !== undefined, reference)
    }
  })

  test(`the slice of ${slug} asks for a credential that it describes`, () => {
    const schemes = object(object(vendor.components).securitySchemes)
    for (const [name, operation] of described) {
      const security = operation.security ?? vendor.security
      assert.ok(Array.isArray(security), name)
      for (const scheme of security.flatMap((item) => Object.keys(object(item))))
        assert.ok(schemes[scheme], name)
    }
  })

  test(`the slice of ${slug} is no larger than it has to be`, () => {
    assert.ok(text.length <= (LIMITS.get(slug) ?? 0) * 1000, `${text.length}`)
  })
}

test('no method of Slack has the token as a parameter, and every one can be posted', () => {
  const described = operations(JSON.parse(read('../../connectors/slack/vendor.json')))
  for (const [name, { parameters }] of described) {
    assert.ok(!JSON.stringify(parameters ?? []).includes('"token"'), name)
    // A path with variables is the address of a file, not a method.
    assert.ok(name.includes('{') || described.has(name.replace('GET ', 'POST ')), name)
  }
})

function operations(vendor: JsonObject): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>()
  for (const [path, item] of Object.entries(object(vendor.paths))) {
    for (const [method, operation] of Object.entries(object(item))) {
      if (METHODS.has(method) && isObject(operation)) found.set(`${method.toUpperCase()} ${path}`, operation)
    }
  }
  return found
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
}
