import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../median.ts'
import { machine } from '../report.ts'
import type { Loading } from './loading-child.ts'

const TIMES = 10
const GITHUB = 'sallyport/connectors/github'
const OTHERS = ['google-drive', 'linear', 'slack', 'stripe'].map((slug) => `sallyport/connectors/${slug}`)

const CASES: readonly (readonly [title: string, modules: readonly string[]])[] = [
  ['nothing', []],
  ['`connect`', ['sallyport']],
  ["GitHub's connector", [GITHUB]],
  ['all five connectors', [GITHUB, ...OTHERS]],
  ['all five, `connect` and local mode', [GITHUB, ...OTHERS, 'sallyport', '@sallyport/runtime']],
]

/** Time and memory to load connectors, each time in a fresh process. Gives a section of the results. */
export async function measureLoading(): Promise<string> {
  const found = CASES.map(([title, modules]) => ({ title, modules, loadings: [] as Loading[] }))
  // In turn, so that all see the machine in the same moods.
  for (let time = 0; time < TIMES; time++) {
    for (const { modules, loadings } of found) loadings.push(await load(modules))
  }
  const empty = middle(found[0]?.loadings ?? [], 'residentMb')
  const lines = found.map(({ title, loadings }) => {
    const resident = middle(loadings, 'residentMb')
    const figures = [middle(loadings, 'loadMs'), resident, resident - empty].map((value) => value.toFixed(1))
    return `| ${[title, ...figures].join(' | ')} |`
  })
  const last = found.at(-1)?.loadings ?? []
  return `${ABOUT}\n\nMeasured on ${machine()}.\n\n${HEAD}\n${lines.join('\n')}\n\n${resolved(last)}`
}

function load(modules: readonly string[]): Promise<Loading> {
  const program = fileURLToPath(new URL('loading-child.ts', import.meta.url))
  const child = fork(program, modules, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  return new Promise((resolve, reject) => {
    child.once('message', (loading) => resolve(loading as Loading))
    child.once('exit', (code) => reject(new Error(`loading ended with ${code}`)))
  })
}

function middle(loadings: readonly Loading[], figure: keyof Loading): number {
  return median(loadings.map((loading) => loading[figure] ?? Number.NaN))
}

function resolved(loadings: readonly Loading[]): string {
  const [first, next] = [middle(loadings, 'firstResolveMs'), middle(loadings, 'nextResolveMs')]
  return `The first \`issues.list\` is resolved in ${first.toFixed(1)} ms, the schema of its parameters compiled by Ajv; the next in ${next.toFixed(2)} ms.`
}

const ABOUT = `What an application takes to load, median of ${TIMES} fresh processes. Node.js takes the types out of the TypeScript as it
loads it, which is part of the time.`

const HEAD = `| loaded | ms | resident MB | more than an empty process |
| --- | ---: | ---: | ---: |`
