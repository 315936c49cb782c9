import type { Covered } from './covered.ts'
import { WITHOUT_SUCCESS } from './without-success.ts'

/** A table of what each operation answered with. */
export function coverageTable(covered: readonly Covered[]): string {
  const lines = covered.map(({ id, paths, requests, statuses, slowestMs }) => {
    const count = (first: number) =>
      Object.entries(statuses).reduce(
        (sum, [status, times]) => sum + (status[0] === String(first) ? times : 0),
        0,
      )
    const seen = Object.entries(statuses).map(([status, times]) => `${status} x ${times}`)
    return `| ${[id, paths, requests, count(2), count(4), count(5), slowestMs.toFixed(0), seen.join(', ')].join(' | ')} |`
  })
  const reasons = Object.entries(WITHOUT_SUCCESS).map(([id, reason]) => `${id} never succeeds: ${reason}`)
  return [
    '| operation | paths | requests | 2xx | 4xx | 5xx | slowest ms | statuses |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...lines,
    '',
    ...reasons,
  ].join('\n')
}
