// What a call through the Model Context Protocol costs beside the same call over HTTP.

import { startChild } from './child.ts'
import { type Connected, startMeasuredEngine } from './engine.ts'
import { requestBytes, type Target } from './load.ts'
import { measure } from './measure.ts'
import { machine, table, writeSection } from './report.ts'

const BASELINE = 'POST .../execute'

const upstream = await startChild({ program: 'upstream.ts', port: /port (\d+)/ })
const engine = await startMeasuredEngine(upstream.port)
const { port } = engine.target
const rows = [
  await measure(BASELINE, engine.target, engine.child),
  await measure('tools/call, 2025-11-25', target(engine.connected, {}), engine.child),
  await measure('tools/call, 2026-07-28', target(engine.connected, modern()), engine.child),
]
await engine.stop()
await upstream.stop()

interface Shape {
  readonly headers?: Readonly<Record<string, string>>
  readonly meta?: object
}

function modern(): Shape {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'execute' }
  return { headers, meta }
}

/** The same call as a message of the protocol. */
function target({ id, token, call }: Connected, { headers, meta }: Shape): Target {
  const params = {
    name: 'execute',
    arguments: { items: [{ connector: id, ...call }] },
    ...(meta && { _meta: meta }),
  }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
  const all = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${token}`,
    ...headers,
  }
  return { port, request: requestBytes({ method: 'POST', path: '/mcp', headers: all, body }) }
}

const text = `The same call, warm, of one answer of 2 KB of which five fields are asked for: as a request of the contract, and
as the tool \`execute\` with one item, of both generations of the protocol. 64 connections, as above. CPU is the time of the
engine's process. A call through the protocol may cost twice the request at most.

Measured on ${machine()}.

${table(rows, BASELINE)}`
writeSection('Model Context Protocol', text)
process.stdout.write(`\n${table(rows, BASELINE)}\n`)
