import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Definition, parseDefinition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { createAuthorizer } from './authorize/authorizer.ts'
import { matchCredential } from './authorize/match-credential.ts'
import { parseConfig } from './resolve/config.ts'
import { compileLinear } from './resolve/pattern.ts'
import { resolve } from './resolve/resolve.ts'
import { run } from './run.ts'
import { createSender } from './send/sender.ts'
import { serve } from './send/testing/upstream-server.ts'
import { hostileDefinitions } from './testing/hostile-definitions.ts'
import { type Loose, weatherJson } from './testing/hostile-parts.ts'

test('where no text can become code, uploaded definitions are read and used all the same', () => {
  const program = fileURLToPath(new URL('./testing/interpret-all.ts', import.meta.url))
  const flags = ['--disallow-code-generation-from-strings', program]
  const results = JSON.parse(
    execFileSync(process.execPath, flags, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )
  assert.match(results.authored, /^EvalError/)
  assert.deepEqual([results.refused, results.resolved, results.invalid], [hostileDefinitions.length, 1, 1])
})

test('random JSON and random damage are refused or taken, and never fail', () => {
  const damaged = fc
    .tuple(fc.nat(), fc.jsonValue({ maxDepth: 4 }))
    .map(([where, value]) => replaced(weatherJson(), where, value))
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.anything(), damaged), (json) => {
      const { definition, problems } = parseDefinition(json, { compile: compileLinear })
      assert.equal(definition === undefined, problems.length > 0)
    }),
    { numRuns: 1_000 },
  )
})

/** Puts another value at one of the places of a JSON value. */
function replaced(json: Loose, where: number, value: unknown): unknown {
  const places: (readonly [object, string])[] = []
  const visit = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return
    for (const [name, below] of Object.entries(at)) {
      places.push([at, name])
      visit(below)
    }
  }
  visit(json)
  const [owner, name] = places[where % places.length] ?? assert.fail()
  Reflect.set(owner, name, value)
  return json
}

const LISTED = ['https://api.weather.example', 'https://files.weather.example', 'https://eu.weather.example']

const url = fc.constantFrom(
  'https://api.weather.example',
  'https://api.weather.example/v2/',
  'https://{contact}.weather.example/x',
  'https://{contact}weather.example/',
  'https://{contact}/',
  'https://api.weather.example@evil.example/',
  'https://evil.example#.weather.example',
  'https://127.0.0.1/',
  'http://api.weather.example/',
  'https://api.weather.example:8443/',
)
const path = fc.constantFrom(
  '/reports/latest',
  '//evil.example',
  '/@evil.example',
  '/..//evil.example/{x}',
  '/{x}',
  '/a/{x}/b',
  '/{x}{x}',
  '@evil.example',
  '/\\evil.example',
  '.evil.example/',
  ':443@evil.example/',
)
const origin = fc.constantFrom(undefined, 'files', 'evil')
const value = fc.constantFrom(
  'x',
  '..',
  '//evil.example',
  '@evil.example',
  '%2e%2e',
  'a\r\nhost: evil.example',
  '.',
  '\\',
  '#',
  '?x=y',
)
const contact = fc.constantFrom(
  'eu',
  'api',
  'evil.example#',
  'evil.example/',
  'x@evil.example',
  'evil.example?',
)

interface Attempt {
  readonly url: string
  readonly path: string
  readonly origin: string | undefined
}

/** The weather with one operation that leads where somebody wishes. */
function leading({ url, path, origin }: Attempt): Definition | undefined {
  const json = weatherJson()
  json.server.url = url
  json.server.origins = { files: { url: 'https://files.weather.example', credential: true } }
  json.config.contact.pattern = '.+'
  json.entities.reports.actions.latest = {
    method: 'GET',
    path,
    effect: 'read',
    params: {
      type: 'object',
      properties: { x: { type: 'string' }, y: { type: 'string' } },
      required: path.includes('{x}') ? ['x'] : [],
      additionalProperties: false,
    },
    ...(origin !== undefined && { origin }),
  }
  return parseDefinition(json, { compile: compileLinear }).definition
}

/** One that reaches each of the listed origins, so that the property never holds for want of requests. */
const REACHING: [Attempt, { x: string; contact: string }][] = [
  [
    { url: LISTED[0] ?? '', path: '/reports/latest', origin: undefined },
    { x: 'x', contact: 'eu' },
  ],
  [
    { url: LISTED[0] ?? '', path: '/reports/latest', origin: 'files' },
    { x: 'x', contact: 'eu' },
  ],
  [
    { url: 'https://{contact}.weather.example/x', path: '/reports/latest', origin: undefined },
    { x: 'x', contact: 'eu' },
  ],
]

test('whatever a definition says, what it sends goes to the origins that it lists', async () => {
  await using server = await serve((response) => {
    const elsewhere = {
      location: 'https://evil.example/',
      link: '<https://evil.example/?page=2>; rel="next"',
    }
    response.writeHead(200, { 'content-type': 'application/json', ...elsewhere }).end('{}')
  })
  const asked: string[] = []
  const sender = createSender({
    allowLoopbackOrigins: new Map(LISTED.map((listed) => [listed, server.origin])),
    lookup: (hostname, _options, callback) => {
      asked.push(hostname)
      callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), [])
    },
  })
  const call = async (attempt: Attempt, given: { readonly x: string; readonly contact: string }) => {
    const definition = leading(attempt)
    if (definition === undefined) return
    const config = parseConfig(definition, { contact: given.contact })
    const credential = matchCredential(definition, { token: 'secret-of-the-weather' }, config)
    const params = attempt.path.includes('{x}') ? { x: given.x } : { y: given.x }
    const resolved = resolve({ definition, config }, { entity: 'reports', action: 'latest', params })
    const authorizer = createAuthorizer(definition, credential)
    await run(resolved, authorizer, {
      sender,
      callId: 'call',
      now: () => 0,
      random: () => 0,
      wait: async () => {},
    })
  }
  await fc.assert(
    fc.asyncProperty(
      fc.record({ url, path, origin }),
      fc.record({ x: value, contact }),
      async (attempt, given) => {
        await call(attempt, given).catch((error: unknown) => {
          if (!SallyportError.isInstance(error)) throw error
        })
      },
    ),
    { numRuns: 1_500, examples: REACHING },
  )
  await sender.close()
  const hosts = new Set(server.seen.map(({ headers }) => headers.host))
  assert.ok(server.seen.length > 20, `${server.seen.length} requests`)
  assert.deepEqual([...hosts].sort(), LISTED.map((listed) => new URL(listed).host).sort())
  assert.deepEqual(
    asked.filter((hostname) => !hostname.endsWith('.weather.example')),
    [],
  )
})
