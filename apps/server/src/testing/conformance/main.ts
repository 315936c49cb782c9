// npm run test:conformance [word of a suite]
import { request as httpRequest } from 'node:http'
import { createServeMcp } from '@sallyport/mcp'
import { engineUnderTest } from '../engine-under-test.ts'
import { fixtureHost } from './fixture-host.ts'
import { serveOnLoopback } from './serve-on-loopback.ts'
import { inspect, installSuites, runSuite, type Suite } from './suites.ts'

const [word = ''] = process.argv.slice(2)

/** The fixture tools, behind what the engine's own are behind. */
const serve = createServeMcp(() => undefined)
const fixtures = await serveOnLoopback(async (request, body, response) => {
  if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end()
  const { url } = fixtures
  const { signal } = new AbortController()
  const answer = await serve(fixtureHost, { url, headers: request.headers, body: parsed(body), signal })
  response.writeHead(answer.status, answer.type === undefined ? {} : { 'content-type': answer.type })
  response.end(answer.body)
})

/** What belongs to one connection. */
const HOP = new Set(['authorization', 'connection', 'content-length', 'transfer-encoding'])

/** The engine, with the token that the suites do not have. Everything else goes through as it is, its host too. */
const house = await engineUnderTest()
const token = await house.scopedToken('acme')
const engine = await serveOnLoopback((request, body, response) => {
  const passed = Object.entries(request.headers).filter(([name]) => !HOP.has(name))
  const headers = { ...Object.fromEntries(passed), authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const on = httpRequest(`${house.engine.url}/mcp`, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, {
        'content-type': answer.headers['content-type'] ?? 'text/plain',
      })
      answer.pipe(response).once('finish', resolve)
    })
    on.once('error', reject)
    on.end(body)
  })
})

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

/** Scenarios that need no fixtures. */
const GENERIC: Readonly<Record<Suite['program'], readonly string[]>> = {
  v1: ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'],
  v2: ['tools-list', 'http-header-validation', 'dns-rebinding-protection'],
}

const suites: readonly Suite[] = [
  {
    name: 'fixtures, 2025-11-25',
    program: 'v1',
    url: fixtures.url,
    options: [],
    expected: 'expected-fixtures-2025.yml',
  },
  {
    name: 'fixtures, 2026-07-28',
    program: 'v2',
    url: fixtures.url,
    options: ['--requirements', '2026-07-28'],
    expected: 'expected-fixtures-2026.yml',
  },
  ...Object.entries(GENERIC).flatMap(([program, scenarios]) =>
    scenarios.map(
      (scenario): Suite => ({
        name: `engine, ${program === 'v1' ? '2025-11-25' : '2026-07-28'}, ${scenario}`,
        program: program as Suite['program'],
        url: engine.url,
        options: ['--scenario', scenario, ...(program === 'v2' ? ['--spec-version', '2026-07-28'] : [])],
        expected: 'expected-engine.yml',
      }),
    ),
  ),
]

await installSuites()
const results: boolean[] = []
for (const suite of suites.filter(({ name }) => name.includes(word))) results.push(await runSuite(suite))
if ('inspector'.includes(word)) results.push(await inspect(`${house.engine.url}/mcp`, token))
engine.close()
fixtures.close()
await house.close()
process.exitCode = results.every(Boolean) ? 0 : 1
