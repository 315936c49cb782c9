import assert from 'node:assert/strict'
import type { Emulator } from '@sallyport/emulator'
import { type Answered, send } from './practise.ts'
import { WALK } from './walk.ts'

/** Sends the requests of the walk one after the other; each has to be answered with 200. */
export async function walkThrough(emulator: Emulator): Promise<readonly Answered[]> {
  const named: Record<string, unknown> = {}
  const answers: Answered[] = []
  for (const [name, line] of WALK) {
    const filled = line.replace(/\{([\w.]+)\}/g, (_, path: string) => {
      const [first = '', ...rest] = path.split('.')
      const members = rest.length === 0 ? ['id'] : rest
      // biome-ignore lint/suspicious/noExplicitAny: a path through an answer.
      return String(members.reduce((value: any, member) => value?.[member], named[first]))
    })
    const answer = await send(emulator, filled)
    assert.equal(answer.status, 200, `${filled}: ${JSON.stringify(answer.body)}`)
    if (name) named[name] = answer.body
    answers.push(answer)
  }
  return answers
}
