import { startChild } from '../child.ts'
import { machine } from '../report.ts'
import type { Crowd } from './crowd.ts'
import { startContestant } from './start-contestant.ts'

const CALLS = 5_000
const ANSWER_MS = 200
/** Connections that local mode, and so the baseline too, opens to one origin. */
const CONNECTIONS = 256
const IDEAL_SECONDS = (Math.ceil(CALLS / CONNECTIONS) * ANSWER_MS) / 1000

/** So many calls at once, of a third party that takes its time. Gives a section of the results. */
export async function measureCrowd(): Promise<string> {
  const upstream = await startChild({
    program: 'local/upstream.ts',
    args: [String(ANSWER_MS)],
    port: /port (\d+)/,
  })
  const lines: string[] = []
  for (const name of ['bare', 'sallyport']) {
    const contestant = startContestant(name, String(upstream.port), 'unlimited')
    lines.push(lineOf(name, await contestant.run({ do: 'crowd', calls: CALLS })))
    contestant.stop()
  }
  await upstream.stop()
  return `${ABOUT}\n\nMeasured on ${machine()}.\n\n${HEAD}\n${lines.join('\n')}`
}

const ABOUT = `${CALLS.toLocaleString('en')} calls made in the same moment in a fresh process, of a third party that answers each with 2 KB after
${ANSWER_MS} ms. Over the ${CONNECTIONS} connections that one origin gets, the ideal is ${IDEAL_SECONDS.toFixed(1)} s. GitHub's definition lets 100 calls out
at once and 5,000 in an hour, and lets no more than 200 of one caller wait; it is used here without its limits. Memory is
the most that the process held, the connectors' definitions and the program's own code included; the delay is that of
the event loop, the loading of local mode by the first call among it.`

const HEAD = `| contestant | seconds | ideal / seconds | failures | peak MB | event loop p99 ms | event loop max ms |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`

function lineOf(name: string, { seconds, failures, peakMb, delayP99Ms, delayMaxMs }: Crowd): string {
  const share = (IDEAL_SECONDS / seconds).toFixed(2)
  const delays = [delayP99Ms.toFixed(1), delayMaxMs.toFixed(1)]
  const title = name === 'bare' ? 'bare undici' : 'local mode'
  return `| ${[title, seconds.toFixed(2), share, failures, peakMb.toFixed(0), ...delays].join(' | ')} |`
}
