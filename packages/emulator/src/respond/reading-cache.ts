import type { Visitor } from '../credentials/visitor.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { then } from '../then.ts'
import type { Answer } from './answer.ts'
import type { Reading, Surface } from './surface.ts'

interface Given {
  readonly version: number
  readonly answer: Answer
}

const CAPACITY = 1000
/** A large answer is made anew each time. */
const LARGEST = 256 * 1024

/** Headers that change what a GET answers. */
const VARYING = ['accept', 'range', 'prefer'] as const

interface Asked {
  readonly request: ReceivedRequest
  readonly reading: Reading
  readonly visitor: Visitor
}

/** Reads are pure: one that was answered is answered again from here until something is written. */
export class ReadingCache {
  readonly #version: () => number
  readonly #readings = new Map<string, Reading>()
  readonly #answers = new WeakMap<Reading, Map<string, Given>>()

  constructor(version: () => number) {
    this.#version = version
  }

  read(surface: Surface, request: ReceivedRequest): Reading | Promise<Reading> {
    if (request.method !== 'GET' || surface.open || Number(request.body?.length) > 0)
      return surface.read(request)
    const known = this.#readings.get(request.url)
    if (known) return known
    return then(surface.read(request), (reading) => {
      if (this.#readings.size >= CAPACITY) this.#readings.clear()
      this.#readings.set(request.url, reading)
      return reading
    })
  }

  answer(
    { request, reading, visitor }: Asked,
    answer: () => Answer | Promise<Answer>,
  ): Answer | Promise<Answer> {
    if (reading.fresh || this.#readings.get(request.url) !== reading || request.method !== 'GET')
      return answer()
    const version = this.#version()
    const key = [visitor.credential, ...VARYING.map((name) => request.headers[name])].join('\n')
    const known = this.#answers.get(reading)?.get(key)
    if (known?.version === version) return known.answer
    return then(answer(), (given) => {
      if (given.body instanceof Buffer && given.body.length <= LARGEST)
        this.#keep(reading, key, { version: this.#version(), answer: given })
      return given
    })
  }

  #keep(reading: Reading, key: string, given: Given): void {
    const answers = this.#answers.get(reading) ?? new Map<string, Given>()
    if (answers.size >= CAPACITY) answers.clear()
    answers.set(key, given)
    this.#answers.set(reading, answers)
  }
}
