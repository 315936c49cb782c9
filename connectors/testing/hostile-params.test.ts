import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { type Definition, type Operation, pathParams } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type Authorizer, parseConfig, preview, type ResolvedCall, resolve } from '@sallyport/runtime'
import fc from 'fast-check'
import { sampleOf } from './sample.ts'
import type { Schema } from './schema.ts'

const folders = readdirSync(new URL('..', import.meta.url)).filter((name) =>
  existsSync(new URL(`../${name}/definition.ts`, import.meta.url)),
)
const definitions = await Promise.all(
  folders.map(async (name) => {
    const exported: Record<string, unknown> = await import(`../${name}/definition.ts`)
    const definition = Object.values(exported).find(isDefinition)
    return definition ?? assert.fail(`${name}/definition.ts gives no definition`)
  }),
)

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && 'slug' in value && 'entities' in value
}

interface Named {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

function operationsOf({ entities }: Definition): Named[] {
  return Object.entries(entities).flatMap(([entity, { actions }]) =>
    Object.entries(actions).map(([action, operation]) => ({ entity, action, operation })),
  )
}

/** Settings as their own examples have them. */
function settingsOf(definition: Definition) {
  const examples = Object.entries(definition.config ?? {}).map(([name, { example }]) => [name, example])
  return parseConfig(definition, Object.fromEntries(examples))
}

/** What fits, of the parameters that a call needs, or of all. */
function fitting({ params }: Operation, all: boolean): Record<string, unknown> {
  const names = all ? Object.keys(params.properties) : (params.required ?? [])
  return Object.fromEntries(names.map((name) => [name, sampleOf((params.properties[name] ?? {}) as Schema)]))
}

const POLLUTING = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"prototype":{"polluted":1},"toString":1,"valueOf":null,"hasOwnProperty":1}',
  '[{"__proto__":{"polluted":[1]}}]',
]
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom('.', '/', '\\', '%2e', '%2F', '?', '#', '@', ':', '\r', '\n', '{', '}', 'a'),
  }),
  fc.constantFrom(
    '..',
    '../..',
    '//evil.example',
    '{id}',
    'https://evil.example/',
    '',
    '__proto__',
    '\ud800',
  ),
)
const anything = fc.oneof(
  awkward,
  fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withSparseArray: true }),
  fc.constantFrom(...POLLUTING).map((text): unknown => JSON.parse(text)),
)
const oddNames = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString'))
const authorizer = { hide: (request) => request } as Authorizer
const ours = Object.getOwnPropertyNames(Object.prototype)

/** Plans a call, or tells the failure, which has to be one of ours and the caller's to mend. */
function planned(call: () => ResolvedCall): URL | undefined {
  try {
    return new URL(preview(call(), authorizer).url)
  } catch (error) {
    assert.ok(SallyportError.isInstance(error), String(error))
    assert.equal(error.family, 'caller')
    return undefined
  } finally {
    assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), ours)
  }
}

for (const definition of definitions) {
  const { slug, server } = definition
  const config = settingsOf(definition)
  const context = { definition, config }
  const operations = operationsOf(definition)

  test(`${slug}: whatever parameters are sent, a call is planned for its own origins or refused`, () => {
    const known = [
      ...new Set(operations.flatMap(({ operation }) => Object.keys(operation.params.properties))),
    ]
    const names = fc.oneof(oddNames, fc.constantFrom(...known, 'limit', 'cursor', 'fields'))
    const origins = new Set(Object.values(server.origins ?? {}).map(({ url }) => new URL(url).origin))
    const entries = fc.array(fc.tuple(names, anything), { maxLength: 4 })
    let calls = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.boolean(),
        entries,
        ({ operation, ...request }, all, odd) => {
          const own = { ...fitting(operation, all), ...Object.fromEntries(odd) }
          for (const params of [own, Object.fromEntries(odd)]) {
            const url = planned(() => resolve(context, { ...request, params }))
            if (url === undefined) continue
            calls += 1
            assert.ok(origins.has(url.origin) || url.origin === homeOf(definition), url.origin)
            assert.deepEqual([url.username, url.password, url.hash], ['', '', ''])
          }
        },
      ),
      { numRuns: 400 },
    )
    assert.ok(calls > 40, `only ${calls} calls were planned`)
  })

  test(`${slug}: what stands in place of the parameters, or pollutes, breaks nothing`, () => {
    fc.assert(
      fc.property(fc.constantFrom(...operations), anything, ({ operation: _, ...request }, params) => {
        planned(() => resolve(context, { ...request, params: params as Record<string, unknown> }))
      }),
      { numRuns: 200 },
    )
  })

  test(`${slug}: no value escapes its segment of a path`, () => {
    const withPath = operations.filter(({ operation }) => pathParams(operation.path).length > 0)
    if (withPath.length === 0) return
    let calls = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...withPath),
        fc.array(awkward, { minLength: 4, maxLength: 4 }),
        (named, texts) => {
          const { operation, ...request } = named
          const inPath = Object.fromEntries(
            pathParams(operation.path).map((name, at) => [name, texts[at % 4] ?? '']),
          )
          const params = { ...fitting(operation, false), ...inPath }
          const url = planned(() => resolve(context, { ...request, params }))
          if (url === undefined) return
          calls += 1
          assert.deepEqual(valuesIn(url, operation.path), inPath)
        },
      ),
      { numRuns: 400 },
    )
    assert.ok(calls > 40, `only ${calls} calls were planned`)
  })
}

function homeOf({ server, config = {} }: Definition): string {
  return new URL(server.url.replace(/\{(\w+)\}/g, (_, name: string) => config[name]?.example ?? '')).origin
}

/** Reads the values back out of a URL, which has to have every other segment as the template has it. */
function valuesIn(url: URL, template: string): Readonly<Record<string, string>> {
  const wanted = template.split('/').slice(1)
  const segments = url.pathname.split('/').slice(-wanted.length)
  const values: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const names = pathParams(part)
    const literal = part.split(/\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const match = new RegExp(`^${literal.join('(.+)')}$`).exec(segments[at] ?? '')
    assert.ok(match, `${url.pathname} has left ${template}`)
    for (const [index, name] of names.entries()) values[name] = decodeURIComponent(match[index + 1] ?? '')
  }
  return values
}
