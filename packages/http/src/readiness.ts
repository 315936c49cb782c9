import type { FastifyReply } from 'fastify'
import { toSallyportError } from './to-sallyport-error.ts'

/** Each part of the engine that has to work, and whether it does. */
export type Checks = Readonly<Record<string, () => Promise<void>>>

/** Answers 200 when every check passes, otherwise 503; either way with what each of them said, in words that we chose. */
export async function answerReadiness(checks: Checks, reply: FastifyReply) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)] as const),
  )
  const ready = results.every(([, outcome]) => outcome === 'ok')
  return reply
    .code(ready ? 200 : 503)
    .send({ status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) })
}

async function outcomeOf(check: () => Promise<void>): Promise<string> {
  try {
    await check()
    return 'ok'
  } catch (error) {
    const known = toSallyportError(
      error instanceof Error ? error : new Error('not an error', { cause: error }),
    )
    const words = new Set(known.problems.map(({ code }) => code))
    return words.size === 0 ? known.code : `${known.code}: ${[...words].join(', ')}`
  }
}
