import type { Answer } from '../respond/answer.ts'
import type { OperationPlan } from '../respond/operation-plan.ts'
import type { Call } from '../respond/world.ts'
import type { UploadSession } from './upload-session.ts'

/** An upload that was opened, and what happens when all its bytes are there. */
export interface Upload {
  readonly session: UploadSession
  /** What the operation does with the file, and the request that opened the upload. */
  readonly plan: OperationPlan
  readonly call: Call
  readonly type: string
  /** Milliseconds since 1970. */
  readonly until: number
  /** Once it is complete. */
  readonly answer?: Answer
}

const CAPACITY = 1000

/** Uploads by name. Of more than 1,000 the oldest are forgotten. */
export class Uploads {
  readonly #known = new Map<string, Upload>()

  put(id: string, upload: Upload): void {
    const [oldest] = this.#known.keys()
    if (!this.#known.has(id) && this.#known.size >= CAPACITY && oldest !== undefined)
      this.#known.delete(oldest)
    this.#known.set(id, upload)
  }

  /** `undefined` when there is none, or its time is over. */
  find(id: string, now: number): Upload | undefined {
    const upload = this.#known.get(id)
    if (!upload || now < upload.until) return upload
    this.#known.delete(id)
    return undefined
  }
}
