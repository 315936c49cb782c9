// What an emulated third party costs, beside a server that answers the same bytes without a look.
import { startChild } from './child.ts'
import { requestBytes } from './load.ts'
import { measure } from './measure.ts'
import { machine, type Row, table, writeSection } from './report.ts'
import { BYTES } from './upstream-answer.ts'

const BASELINE = 'bare node:http server'
const ISSUES = '/repos/bench/bench/issues'
const headers = { authorization: 'Bearer ghp_bench', 'user-agent': 'bench' }
const get = (path: string) => requestBytes({ method: 'GET', path, headers })

const rows: Row[] = []
const bare = await startChild({ program: 'bare-server.ts', port: /port (\d+)/ })
rows.push(await measure(BASELINE, { port: bare.port, request: get('/') }, bare))
await bare.stop()

const emulator = await startChild({ program: 'emulator-under-test.ts', port: /port (\d+)/ })
const { port } = emulator
const body = JSON.stringify({ body: 'x'.repeat(BYTES / 2) })
const comment = requestBytes({
  method: 'POST',
  path: `${ISSUES}/1/comments`,
  headers: { ...headers, 'content-type': 'application/json' },
  body,
})
let asked = 0
const another = () =>
  get(`${ISSUES}?per_page=1&since=${new Date(1_000_000_000_000 + ++asked * 1000).toISOString()}`)

rows.push(await measure('emulator, raw', { port, request: get('/raw') }, emulator))
rows.push(
  await measure('emulator, the same list again', { port, request: get(`${ISSUES}?per_page=1`) }, emulator),
)
rows.push(await measure('emulator, another list each time', { port, request: another }, emulator))
rows.push(await measure('emulator, a record is made each time', { port, request: comment }, emulator))
await emulator.stop()

const text = `An emulated GitHub, 64 connections, answers of 2 KB. All but "raw" are checked against GitHub's description,
admitted by their token, counted and written into the ledger. CPU is the time of the server's own process: 1,000,000
divided by it is what one core can do, since the load generator takes its share of the machine.

Measured on ${machine()}.

${table(rows, BASELINE)}`
writeSection('Emulator', text)
process.stdout.write(`\n${table(rows, BASELINE)}\n`)
