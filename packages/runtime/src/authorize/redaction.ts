import type { UpstreamAnswer } from '../send/upstream.ts'
import { createRedactor } from './redact.ts'

/** A call may be answered to a token that was renewed meanwhile; of those before these nothing is under way. */
const MAX_SETS = 4

/** Takes secrets out of answers: what was used last, and what that replaced. */
export class Redaction {
  #sets: readonly (readonly string[])[] = []
  #redact: ReturnType<typeof createRedactor> = createRedactor([])

  add(secrets: readonly string[]): void {
    const known = new Set(this.#sets.flat())
    if (secrets.every((secret) => known.has(secret))) return
    this.#sets = [...this.#sets, secrets].slice(-MAX_SETS)
    this.#redact = createRedactor([...new Set(this.#sets.flat())])
  }

  redact(answer: UpstreamAnswer): UpstreamAnswer {
    return this.#redact(answer)
  }
}
