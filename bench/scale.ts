// What 100,000 connectors cost an engine beside 10: npm run bench -- scale [many] [seconds of each stretch]
import { startChild } from './child.ts'
import { hold } from './hold.ts'
import { machine, writeSection } from './report.ts'
import {
  fillScale,
  HOT,
  measureScale,
  RATE,
  type Scale,
  SECONDS,
  type Spread,
  WIDE,
} from './scale/measure-scale.ts'

const FEW = 10
const MANY = Number(process.argv[3] ?? 100_000)

const upstream = await startChild({ program: 'upstream.ts', port: /port (\d+)/ })
// Both are filled before either is measured.
const [withFew, withMany] = [await fillScale(upstream.port, FEW), await fillScale(upstream.port, MANY)]
await hold()
const few = await measureScale(withFew)
process.stdout.write(`${JSON.stringify(few)}\n`)
const many = await measureScale(withMany)
process.stdout.write(`${JSON.stringify(many)}\n`)
await upstream.stop()

const line = (scale: Scale, { connectors, p50Ms, p99Ms, residentMb, transactionsPerCall }: Spread) =>
  `| ${[
    scale.connectors,
    connectors,
    p50Ms.toFixed(2),
    p99Ms.toFixed(2),
    (p99Ms / few.hot.p99Ms).toFixed(2),
    residentMb.toFixed(0),
    transactionsPerCall.toFixed(3),
  ].join(' | ')} |`

const cold = ({ connectors, cold: { firstMs, secondMs } }: Scale) =>
  `| ${[connectors, firstMs.toFixed(2), secondMs.toFixed(2), (firstMs / secondMs).toFixed(2)].join(' | ')} |`

const text = `One engine, with ${FEW} and with ${MANY} connectors, 100 to a workspace, each with a credential of its own. ${RATE} reads a second
come for ${SECONDS} s (an open loop: each is timed from when it was due), over the same ${HOT} connectors in turn, and over up to
${WIDE} in turn after each was called once. Transactions are those of the database over the whole stretch, less what an idle
engine makes (it looks for changes and for jobs), for each call: records of reads are saved behind them by the batch. Memory
is resident, of the engine's process alone; before any call it was ${few.idleMb.toFixed(0)} MB and ${many.idleMb.toFixed(0)} MB.

Measured on ${machine()}.

| connectors | called | p50 ms | p99 ms | p99 ratio | resident MB | transactions a call |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${[line(few, few.hot), line(many, many.hot), line(many, many.wide)].join('\n')}

The first call of a connector reads its row from the database; the second does not. Medians over 200 connectors, one
call at a time.

| connectors | first call ms | second call ms | ratio |
| ---: | ---: | ---: | ---: |
${[cold(few), cold(many)].join('\n')}`
writeSection('Scale: many connectors', text)
process.stdout.write(`\n${text}\n`)
