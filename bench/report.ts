import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Measured } from './load.ts'

export interface Row {
  readonly name: string
  readonly saturated: Measured
  readonly paced: Measured
  /** Processor time of the contestant's own process per request; absent where it cannot be told. */
  readonly cpuMicros: number | undefined
}

const FILE = fileURLToPath(new URL('results.md', import.meta.url))

/** One table of all contestants, each beside the baseline of the same run. */
export function table(rows: readonly Row[], baseline: string): string {
  const base = rows.find(({ name }) => name === baseline)
  const lines = rows.map(({ name, saturated, paced, cpuMicros }) => {
    const ratio = base ? (saturated.requestsPerSecond / base.saturated.requestsPerSecond).toFixed(2) : ''
    const cpu = cpuMicros === undefined ? '' : `${cpuMicros.toFixed(0)}`
    const cpuRatio = cpuMicros && base?.cpuMicros ? (base.cpuMicros / cpuMicros).toFixed(2) : ''
    const cells = [
      name,
      saturated.requestsPerSecond.toFixed(0),
      ratio,
      ms(saturated.p50Ms),
      ms(saturated.p99Ms),
      ms(paced.p50Ms),
      ms(paced.p99Ms),
      cpu,
      cpuRatio,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| contestant | req/s | ratio | p50 ms, saturated | p99 ms, saturated | p50 ms, at half | p99 ms, at half | CPU us a request | CPU ratio |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}

/** The machine, for whoever compares figures of two runs. */
export function machine(): string {
  const [first] = cpus()
  return `${cpus().length} cores (${first?.model ?? 'unknown'}), Node.js ${process.version}`
}

/** Replaces one section of the results, and leaves those of other benchmarks. */
export function writeSection(title: string, text: string): void {
  const old = read()
  const heading = `## ${title}\n`
  const start = old.indexOf(heading)
  const end = start === -1 ? -1 : old.indexOf('\n## ', start + heading.length)
  const section = `${heading}\n${text.trim()}\n`
  const rest =
    start === -1
      ? `${old.trimEnd()}\n\n${section}`
      : old.slice(0, start) + section + (end === -1 ? '' : old.slice(end))
  writeFileSync(FILE, rest)
}

function read(): string {
  try {
    return readFileSync(FILE, 'utf8')
  } catch {
    return '# Results\n\nWritten by `npm run bench`. Ratios compare contestants of one run on one machine; figures of different runs do not compare.\n'
  }
}

function ms(value: number): string {
  return value.toFixed(2)
}
