import { type Answer, textAnswer } from '../respond/answer.ts'

/** A path that is answered with the same bytes every time: unchecked and unrecorded, for benchmarks. */
export type RawRoute = {
  readonly path: string
  /** Beside type and length. */
  readonly headers?: Readonly<Record<string, string>>
} & ({ readonly bytes: number } | { readonly body: string })

const MOST_BYTES = 1_000_000

/** The answers by path. Throws a `TypeError` for a size that makes no sense. */
export function rawAnswers(routes: readonly RawRoute[]): ReadonlyMap<string, Answer> {
  return new Map(
    routes.map((route) => {
      const answer = textAnswer(200, 'body' in route ? route.body : paddedRecord(route.bytes))
      return [route.path, { ...answer, headers: { ...answer.headers, ...route.headers } }]
    }),
  )
}

function paddedRecord(bytes: number): string {
  const frame = JSON.stringify({ id: 1, padding: '' }).length
  if (!Number.isInteger(bytes) || bytes < frame || bytes > MOST_BYTES) {
    throw new TypeError(`The raw route is from ${frame} to ${MOST_BYTES} bytes long.`)
  }
  return JSON.stringify({ id: 1, padding: 'x'.repeat(bytes - frame) })
}
