/** `{n}`, or `{n:12}` for so many digits. */
const NUMBER = /\{n(?::(\d+))?\}/

/** Numbers that no two samples share. */
export class Numbers {
  #last = 0

  /** The sample with a number of its own, where it asks for one. */
  into(sample: unknown): unknown {
    if (typeof sample !== 'string' || !NUMBER.test(sample)) return sample
    this.#last += 1
    return sample.replace(NUMBER, (_, digits = '1') => String(this.#last).padStart(Number(digits), '0'))
  }
}
