import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Visitor } from '../credentials/visitor.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { then } from '../then.ts'
import type { Answer } from './answer.ts'
import type { Reading, Surface } from './surface.ts'

interface Known {
  readonly version: number
  readonly reading: Reading
}

interface Given {
  readonly version: number
  readonly answer: Answer
}

const CAPACITY = 1000
/** A large answer is made anew each time. */
const LARGEST = 256 * 1024

/** Headers that change what a GET answers, beside those that the vendor's templates speak of. */
const VARYING = ['accept', 'range', 'prefer']

interface Asked {
  readonly request: ReceivedRequest
  readonly reading: Reading
  readonly visitor: Visitor
}

/** Reads are pure: one that was answered is answered again from here until something is written. */
export class ReadingCache {
  readonly #version: () => number
  readonly #varying: readonly string[]
  readonly #readings = new Map<string, Known>()
  readonly #answers = new WeakMap<Reading, Map<string, Given>>()

  /** `version` grows with every change of the records. */
  constructor(version: () => number, behaviour: Behaviour) {
    this.#version = version
    this.#varying = [...new Set([...VARYING, ...headersIn(behaviour)])]
  }

  read(surface: Surface, request: ReceivedRequest): Reading | Promise<Reading> {
    if (request.method !== 'GET' || surface.open || Number(request.body?.length) > 0)
      return surface.read(request)
    const known = this.#readings.get(request.url)
    const version = this.#version()
    if (known && (!known.reading.moves || known.version === version)) return known.reading
    return then(surface.read(request), (reading) => {
      if (reading.unlike) return reading
      if (this.#readings.size >= CAPACITY) this.#readings.clear()
      this.#readings.set(request.url, { version, reading })
      return reading
    })
  }

  answer(
    { request, reading, visitor }: Asked,
    answer: () => Answer | Promise<Answer>,
  ): Answer | Promise<Answer> {
    if (reading.fresh || this.#readings.get(request.url)?.reading !== reading || request.method !== 'GET')
      return answer()
    const version = this.#version()
    const key = [visitor.credential, ...this.#varying.map((name) => request.headers[name])].join('\n')
    const known = this.#answers.get(reading)?.get(key)
    if (known?.version === version) return known.answer
    return then(answer(), (given) => {
      // What was written has to be written again by the next request.
      if (given.body instanceof Buffer && given.body.length <= LARGEST && this.#version() === version)
        this.#keep(reading, key, { version, answer: given })
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

/** Headers that are named as `headers.x` in any template. */
function headersIn(behaviour: Behaviour): readonly string[] {
  return [...JSON.stringify(behaviour).matchAll(/\bheaders\.([\w-]+)/g)].map(([, name = '']) => name)
}
