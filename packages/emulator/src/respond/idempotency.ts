import { hash } from 'node:crypto'
import type { Behaviour } from '../behaviour/behaviour.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Answer } from './answer.ts'

type IdempotencyBehaviour = NonNullable<Behaviour['idempotency']>

interface Kept {
  readonly request: string
  readonly answer: Answer
  readonly until: number
}

const CAPACITY = 10_000

/** Answers to writes by the key that the client chose: the same request again gets the same answer, and no effect. Of more than 10,000 the oldest are forgotten. */
export class Idempotency {
  readonly #behaviour: IdempotencyBehaviour
  readonly #now: () => number
  readonly #kept = new Map<string, Kept>()

  constructor(behaviour: IdempotencyBehaviour, now: () => number) {
    this.#behaviour = behaviour
    this.#now = now
  }

  /** The answer that was given before, `mismatch` when it was given to another request. */
  find(request: ReceivedRequest, credential: string | null): Answer | 'mismatch' | undefined {
    const kept = this.#kept.get(this.#key(request, credential) ?? '')
    if (!kept || kept.until <= this.#now()) return undefined
    if (kept.request !== fingerprint(request)) return 'mismatch'
    return { ...kept.answer, headers: { ...kept.answer.headers, ...this.#behaviour.replayed } }
  }

  keep(request: ReceivedRequest, credential: string | null, answer: Answer): void {
    const key = this.#key(request, credential)
    if (key === undefined) return
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= CAPACITY && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(key, {
      request: fingerprint(request),
      answer,
      until: this.#now() + this.#behaviour.seconds * 1000,
    })
  }

  #key({ method, headers }: ReceivedRequest, credential: string | null): string | undefined {
    const value = headers[this.#behaviour.header.toLowerCase()]
    const { methods } = this.#behaviour
    const takesKey = methods ? methods.includes(method) : method !== 'GET'
    return takesKey && value !== undefined ? `${credential} ${value}` : undefined
  }
}

function fingerprint({ method, url, body }: ReceivedRequest): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${method} ${url}\n`), body ?? Buffer.alloc(0)]), 'hex')
}
