import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_WORLD } from './behaviour/no-world.ts'
import { Faults } from './faults/faults.ts'
import { Ledger } from './ledger/ledger.ts'
import { jsonAnswer } from './respond/answer.ts'
import { RateLimit } from './respond/rate-limit.ts'
import type { Surface } from './respond/surface.ts'
import { STRANGER } from './respond/visit.ts'
import { ThirdParty } from './third-party.ts'

function failing(answer: () => Promise<never>) {
  const read = () => ({ operation: 'GET /things', query: {}, body: null, violations: [], answer })
  const surface: Surface = { operations: [], takes: () => true, open: false, read }
  const ledger = new Ledger()
  const now = () => 0
  const thirdParty = new ThirdParty({
    behaviour: { title: 'Practise', problems: {} },
    surfaces: [surface],
    admit: () => STRANGER,
    faults: new Faults(),
    ledger,
    problem: (name) => jsonAnswer(400, { name }),
    rateLimit: new RateLimit({ behaviour: undefined, limit: undefined, enforced: false, now }),
    idempotency: undefined,
    surroundings: { origin: 'http://127.0.0.1:1', now, me: null },
    templates: NO_WORLD,
    random: () => 0,
    version: () => 0,
  })
  return { ledger, thirdParty }
}

const broken = new Error('broken')

for (const [how, answer] of [
  [
    'at once',
    () => {
      throw broken
    },
  ],
  ['later', () => Promise.reject(broken)],
] as const) {
  test(`a request at which the emulator fails ${how} is in the ledger too`, async () => {
    const { ledger, thirdParty } = failing(answer)
    const request = { method: 'GET', url: '/things', headers: {}, body: Buffer.alloc(0) }
    await assert.rejects(async () => thirdParty.handle(request), broken)
    assert.equal(ledger.only({ path: '/things' }).status, 500)
  })
}
