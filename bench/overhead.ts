// What the engine costs, beside the least that anything in its place would cost.
import { startChild } from './child.ts'
import { startMeasuredEngine } from './engine.ts'
import { requestBytes } from './load.ts'
import { measure } from './measure.ts'
import { startNginx } from './nginx.ts'
import { machine, type Row, table, writeSection } from './report.ts'
import { FIELDS, PATH } from './upstream-answer.ts'

const BASELINE = 'bare node:http + undici proxy'

const upstream = await startChild({ program: 'upstream.ts', port: /port (\d+)/ })
const rows: Row[] = []
const direct = requestBytes({
  method: 'GET',
  path: PATH,
  headers: { authorization: 'Bearer ghp_bench', 'user-agent': 'bench' },
})
rows.push(await measure('direct', { port: upstream.port, request: direct }, upstream))

const nginx = await startNginx(upstream.port)
if (nginx !== undefined) {
  rows.push(await measure('nginx proxy_pass', { port: nginx.port, request: direct }))
  nginx.stop()
}

const proxy = await startChild({
  program: 'bare-proxy.ts',
  args: [`http://127.0.0.1:${upstream.port}`, PATH, FIELDS.join(',')],
  port: /port (\d+)/,
})
rows.push(await measure(BASELINE, { port: proxy.port, request: direct }, proxy))
await proxy.stop()

const engine = await startMeasuredEngine(upstream.port)
rows.push(await measure('hosted execute, every stage on', engine.target, engine.child))
await engine.stop()
await upstream.stop()

const text = `One answer of 2 KB, five fields of it asked for, 64 connections. "At half" is an open loop at half of
the rate that the contestant reached, each request timed from when it was due. The ratio is to the bare
proxy, which parses, picks the same fields and writes JSON again, and does nothing else. CPU is the time
of the contestant's own process: on few cores load generator and third party take their share of the
machine, which req/s do not show.

Measured on ${machine()}${nginx === undefined ? '; nginx was not installed' : ''}.

${table(rows, BASELINE)}`
writeSection('Overhead of one call', text)
process.stdout.write(`\n${table(rows, BASELINE)}\n`)
