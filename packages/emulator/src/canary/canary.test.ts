import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Canary, createCanary } from './canary.ts'
import { disguises, plantedPositives } from './planted-positives.ts'

// First: the tests that follow, in every package, say nothing with a scanner that finds nothing.
test('whatever is planted is caught', () => {
  assert.deepEqual(plantedPositives(), { caught: Object.keys(disguises), missed: [] })
})

describe('a scanner that does less is seen through', () => {
  const blind = (change: (canary: Canary) => Partial<Canary>) => (seed: string) => {
    const canary = createCanary(seed)
    return { ...canary, ...change(canary) }
  }

  test('one that finds nothing', () => {
    const { caught } = plantedPositives(blind(() => ({ scan: () => [] })))
    assert.deepEqual(caught, [])
  })

  test('one that always finds something', () => {
    const always = [{ secret: 'x', where: 'here', form: 'raw' }]
    const { missed } = plantedPositives(blind(() => ({ scan: () => always })))
    assert.ok(missed.includes('nothing'))
  })

  test('one that does not join pieces, or opens nothing', () => {
    const apart = blind((canary) => ({
      scan: (outputs) =>
        [...outputs].flatMap(({ where, data }) =>
          [data].flat().flatMap((piece) => canary.scan([{ where, data: piece }])),
        ),
    }))
    const pieces = ['characters, one by one', 'two pieces', 'pieces of gzip']
    assert.deepEqual(plantedPositives(apart).missed, pieces)
    const asText = blind((canary) => ({
      scan: (outputs) =>
        canary.scan(
          [...outputs].map(({ where, data }) => ({ where, data: String(data).replace('\\x', '') })),
        ),
    }))
    const { missed } = plantedPositives(asText)
    for (const kind of ['gzip', 'deflate', 'raw deflate', 'bytea of gzip'])
      assert.ok(missed.includes(kind), kind)
  })
})

test('a secret is found whatever it is and wherever it stands', () => {
  const text = fc.string({ minLength: 0, maxLength: 20, unit: 'binary-ascii' })
  const secret = fc.string({ minLength: 12, maxLength: 60, unit: 'grapheme-ascii' })
  const encodings = fc.constantFrom('base64', 'base64url', 'hex', 'utf8')
  fc.assert(
    fc.property(text, secret, text, encodings, (...[before, hidden, after, encoding]) => {
      const data = Buffer.from(before + hidden + after).toString(encoding)
      const canary = createCanary('any')
      canary.watch('hidden', hidden)
      assert.ok(canary.scan([{ where: 'here', data }]).length > 0)
    }),
  )
})

test('wherever a stream is cut, the secret in it is found', () => {
  const canary = createCanary('cuts')
  const text = `before ${canary.secret('sk_live_')} after`
  for (let at = 0; at <= text.length; at += 1) {
    const data = [text.slice(0, at), text.slice(at)]
    assert.equal(canary.scan([{ where: 'a stream', data }]).length, 1)
  }
})

test('the same seed makes the same secrets, another seed others, and the prefix stays', () => {
  const [one, same, other] = [createCanary('a'), createCanary('a'), createCanary('b')]
  const made = [one.secret('ghp_'), one.secret('ghp_'), one.secret('x', { awkward: true, length: 12 })]
  assert.deepEqual([same.secret('ghp_'), same.secret('ghp_')], made.slice(0, 2))
  assert.notEqual(other.secret('ghp_'), made[0])
  assert.equal(new Set(made).size, 3)
  assert.match(made[0] ?? '', /^ghp_[A-Za-z0-9]{36}$/)
  assert.equal(made[2]?.length, 13)
})

test('a finding says where and how, each once, and holds nothing of the secret', () => {
  const canary = createCanary('report')
  const secret = canary.secret('ghp_')
  const data = `${secret} ${secret} ${btoa(secret)}`
  const found = canary.scan([
    { where: 'log', data },
    { where: 'log', data },
    { where: 'table', data: 'nothing' },
  ])
  assert.deepEqual(found, [
    { secret: 'ghp_#1', where: 'log', form: 'raw' },
    { secret: 'ghp_#1', where: 'log', form: 'base64 at offset 0' },
  ])
})

test('what is too short to be told from chance is refused, not left out', () => {
  assert.throws(() => createCanary('short').watch('a PIN', '1234567'), {
    name: 'TypeError',
    message: '"a PIN" has 7 characters; a canary has 8 at least',
  })
})

test('what begins like something packed and is none hides nothing and breaks nothing', () => {
  const canary = createCanary('broken')
  const secret = canary.secret()
  for (const head of [
    [0x1f, 0x8b, 8, 0, 1, 2],
    [0x78, 0x9c, 1],
    [0x78, 0x01],
  ]) {
    const data = Buffer.concat([Buffer.from(head), Buffer.from(secret)])
    assert.equal(canary.scan([{ where: 'here', data }])[0]?.form, 'raw')
  }
})
