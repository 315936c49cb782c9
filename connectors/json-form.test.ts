import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Definition, type Operation, parseDefinition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import {
  type CallRequest,
  compileLinear,
  createAuthorizer,
  matchCredential,
  parseConfig,
  resolve,
  run,
  type Sender,
} from '@sallyport/runtime'
import fc, { type Arbitrary } from 'fast-check'
import { github } from './github/definition.ts'
import { googleDrive } from './google-drive/definition.ts'
import { linear } from './linear/definition.ts'
import { slack } from './slack/definition.ts'
import { stripe } from './stripe/definition.ts'
import { samplesOf } from './testing/sample.ts'
import type { Schema } from './testing/schema.ts'

const definitions: readonly Definition[] = [github, googleDrive, linear, slack, stripe]

/** Of the JSON form, as somebody would upload it. */
function uploaded(definition: Definition): Definition {
  const parsed = parseDefinition(JSON.parse(JSON.stringify(definition)), { compile: compileLinear })
  assert.deepEqual(parsed.problems, [])
  return parsed.definition ?? assert.fail()
}

const STRAY = [
  '',
  'x',
  '..',
  5,
  -1,
  1.5,
  true,
  null,
  [],
  ['x'],
  [5],
  {},
  { x: 1 },
  'open',
  'a/b',
  '2026-01-02',
]

function anyFor(schema: Schema): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...samplesOf(schema)) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(...STRAY) },
  )
}

function paramsOf({ params, aliases = {} }: Operation): Arbitrary<Readonly<Record<string, unknown>>> {
  const stated = Object.entries(params.properties).map(([name, schema]) => [name, anyFor(schema as Schema)])
  const others = [...Object.keys(aliases), 'limit', 'cursor', 'fields', 'stray'].map((name) => [
    name,
    fc.constantFrom<unknown>(...STRAY),
  ])
  const required = params.required ?? []
  return fc
    .tuple(
      fc.record(Object.fromEntries(stated), { requiredKeys: [] }),
      fc.subarray(others, { maxLength: 1 }).chain((some) => fc.record(Object.fromEntries(some))),
      fc.record(Object.fromEntries(stated.filter(([name]) => required.includes(String(name))))),
      fc.integer({ min: 0, max: 5 }),
    )
    .map(([some, alias, all, dice]) => ({ ...(dice > 0 && all), ...some, ...(dice > 3 && alias) }))
}

function callsOf({ entities }: Definition): Arbitrary<CallRequest> {
  const calls = Object.entries(entities).flatMap(([entity, { actions }]) =>
    Object.entries(actions)
      .filter(([, { gives, takes }]) => gives === undefined && takes === undefined)
      .map(([action, operation]) => paramsOf(operation).map((params) => ({ entity, action, params }))),
  )
  return fc.oneof(...calls)
}

/** What comes of a call: the request that is sent, or the refusal before. */
async function decided(definition: Definition, request: CallRequest): Promise<unknown> {
  const sent: unknown[] = []
  const sender: Sender = {
    send: async ({ method, url, headers, body }) => {
      sent.push({ method, url: url.href, headers, body })
      throw new SallyportError('upstream_unavailable', 'Nothing is sent.')
    },
    close: async () => {},
  }
  const [way] = Object.values(definition.auth)
  const fields = Object.keys(way?.form ?? {}).map((name) => [name, 'token-of-the-test'])
  const config = parseConfig(definition, definition.config ? { repositories: 'octo/demo' } : {})
  try {
    const call = resolve({ definition, config }, request)
    const authorizer = createAuthorizer(definition, matchCredential(definition, Object.fromEntries(fields)))
    await run(call, authorizer, {
      sender,
      callId: 'call',
      now: () => 0,
      random: () => 0,
      wait: async () => {},
    })
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return { sent, code: error.code, message: error.message, problems: error.problems }
  }
  return sent
}

for (const definition of definitions) {
  test(`${definition.slug} from JSON is the same as from TypeScript`, () => {
    assert.deepEqual(uploaded(definition), JSON.parse(JSON.stringify(definition)))
  })

  test(`${definition.slug} from JSON, which is interpreted, decides as ${definition.slug} from TypeScript does`, async () => {
    const twin = uploaded(definition)
    let planned = 0
    await fc.assert(
      fc.asyncProperty(callsOf(definition), async (request) => {
        const wanted = await decided(definition, request)
        assert.deepEqual(await decided(twin, request), wanted)
        if (JSON.stringify(wanted).includes('https://')) planned++
      }),
      { numRuns: 400 },
    )
    assert.ok(planned > 40, `${planned} of 400 were planned`)
  })
}
