import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonAnswer } from '../respond/answer.ts'
import type { Fault } from './fault.ts'
import { spoil } from './spoil.ts'

const FAULTS: readonly Fault[] = [
  { kind: 'repeating-cursor' },
  { kind: 'lying-cursor' },
  { kind: 'lying-cursor', as: 'empty' },
  { kind: 'lying-cursor', as: 'error' },
  { kind: 'server-error' },
  { kind: 'silence' },
  { kind: 'latency', ms: 1 },
]

for (const fault of FAULTS) {
  test(`a committed ${JSON.stringify(fault)} lets the request take effect once`, async () => {
    let effects = 0
    const takeEffect = () => {
      effects += 1
      return jsonAnswer(201, {})
    }
    await spoil<Fault['kind']>(
      { ...fault, committed: true },
      {
        operation: undefined,
        request: { method: 'POST', url: '/things', headers: {}, body: Buffer.alloc(0) },
        origin: 'http://127.0.0.1:1',
        now: () => 0,
        random: () => 0,
        problem: () => jsonAnswer(400, {}),
        answer: takeEffect,
        lyingPage: takeEffect,
      },
    )
    assert.equal(effects, 1)
  })
}
