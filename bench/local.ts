// What local mode costs: its calls beside bare ones, very many at once, and what it takes to load it.
import { measureCrowd } from './local/measure-crowd.ts'
import { measureLoading } from './local/measure-loading.ts'
import { measureThroughput } from './local/measure-throughput.ts'
import { writeSection } from './report.ts'

const SECTIONS: readonly (readonly [title: string, measure: () => Promise<string>])[] = [
  ['Local mode', measureThroughput],
  ['Local mode, very many calls at once', measureCrowd],
  ['Local mode, loading', measureLoading],
]
for (const [title, measure] of SECTIONS) {
  const text = await measure()
  writeSection(title, text)
  process.stdout.write(`\n## ${title}\n\n${text}\n`)
}
