// What a rotation of keys costs the calls beside it, and what opening a credential costs one call.
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { queryAs } from '@sallyport/postgres'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import { startChild } from './child.ts'
import { startMeasuredEngine } from './engine.ts'
import { hold } from './hold.ts'
import { pace } from './load.ts'
import { median } from './median.ts'
import { machine, writeSection } from './report.ts'
import { addCredentials, addOrganizations } from './rotation/fill-house.ts'
import { openKeyHouse } from './rotation/key-house.ts'
import { measureOpening } from './rotation/measure-opening.ts'

const ORGANIZATIONS = Number(process.argv[3] ?? 10_000)
const CREDENTIALS = Number(process.argv[4] ?? 100_000)
const RATE = 200
const STRETCH_SECONDS = 3
const QUIET_STRETCHES = 5

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-keys-'))
chmodSync(folder, 0o711)
const newRoot = join(folder, 'new.key')
await createKeyFile(newRoot)
const upstream = await startChild({ program: 'upstream.ts', port: /port (\d+)/ })
const engine = await startMeasuredEngine(upstream.port, { SALLYPORT_ROOT_KEYS_READ: `file:${newRoot}` })
const oldRoot = join(dirname(engine.data), 'keys', 'root.key')
const house = await openKeyHouse(engine.data, [oldRoot])
const [deployment] = await queryAs<{ id: string }>(
  house.administrator,
  'SELECT id FROM sallyport_deployment.deployment',
)
process.stdout.write('sealing and storing\n')
await addOrganizations(house, ORGANIZATIONS - 1)
await addCredentials(house, { count: CREDENTIALS, deploymentId: deployment?.id ?? '', rootKeyFile: oldRoot })
await house.close()
let { target } = engine

/** Latency of calls at a steady rate, stretch by stretch. A call that fails ends the benchmark. */
async function stretches(isOver: () => boolean): Promise<number[]> {
  const p99: number[] = []
  do p99.push((await pace(target, RATE, STRETCH_SECONDS)).p99Ms)
  while (!isOver())
  return p99
}

async function quiet(): Promise<number[]> {
  let left = QUIET_STRETCHES
  return stretches(() => --left <= 0)
}

async function beside(what: string, roots: readonly string[]) {
  const program = fileURLToPath(new URL('rotation/rotate-child.ts', import.meta.url))
  let isOver = false
  target = await engine.renewed()
  const before = await quiet()
  const working = run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    program,
    what,
    engine.data,
    ...roots,
  ])
  const p99 = stretches(() => isOver)
  const { stdout } = await working.finally(() => {
    isOver = true
  })
  const during = await p99
  const quietP99 = median([...before, ...(await quiet())])
  const busyP99 = median(during)
  const { done, seconds, rootKeyCalls } = JSON.parse(stdout) as Record<
    'done' | 'seconds' | 'rootKeyCalls',
    number
  >
  const cells = [
    done,
    seconds.toFixed(1),
    (done / seconds).toFixed(0),
    rootKeyCalls,
    quietP99.toFixed(2),
    busyP99.toFixed(2),
    (busyP99 / quietP99).toFixed(2),
  ]
  process.stdout.write(`${what}: ${cells.join(', ')}\n`)
  return cells
}

await hold()
target = await engine.renewed()
await pace(target, RATE, 5)
const rows = [
  ['root key', ...(await beside('root', [newRoot, oldRoot]))],
  ['key of one organization', ...(await beside('organization', [newRoot]))],
]
await engine.stop()
await upstream.stop()
rmSync(folder, { recursive: true, force: true })

writeSection(
  'Keys: rotation beside calls',
  `${ORGANIZATIONS} organizations, one of them with ${CREDENTIALS} credentials of 1.5 KB, while the engine executes ${RATE} calls
a second (an open loop: each is timed from when it was due). The rotations work a quarter of their time and at
the lowest priority, as the command does. Every call succeeded: one that fails ends the benchmark. p99 is the median over stretches of
${STRETCH_SECONDS} s, and the ratio is to the quiet stretches right before and after. Root key calls are those that a key service would get.

Measured on ${machine()}.

| work | done | seconds | a second | root key calls | p99 ms, quiet | p99 ms, beside it | ratio |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

${await measureOpening()}`,
)
