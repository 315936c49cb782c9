import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { untrustedJson } from '../untrusted.ts'
import { countTokens } from './count-tokens.ts'
import type { HandleAnswer } from './handle-answer.ts'
import { MIN_RESULT_TOKENS, type ResultBudget, withinBudget } from './within-budget.ts'

const KEPT = {
  handle: '01900000-0000-7000-8000-00000000000a',
  expiresAt: new Date('2026-03-01T10:00:00Z'),
}

let kept: string[] = []
const budget = (maxTokens: number, more: Partial<ResultBudget> = {}): ResultBudget => ({
  maxTokens,
  keep: async (json) => {
    kept.push(json)
    return KEPT
  },
  ...more,
})
/** As a model reads it. */
const cost = (value: unknown) => countTokens(untrustedJson(value))

const issue = (number: number) => ({
  number,
  title: `Issue ${number}`,
  body: 'Words that nobody needs to choose by. '.repeat(8),
  user: { login: `user-${number % 7}`, id: 1000 + number },
  labels: [{ name: 'bug', color: 'f00' }],
  ...(number % 10 === 0 && { closed_at: '2026-01-01T00:00:00Z' }),
})
const issues = Array.from({ length: 200 }, (_, at) => issue(at + 1))

test('a result that fits is given as it is, and nothing is kept', async () => {
  kept = []
  const data = issues.slice(0, 2)
  const { data: given, report } = await withinBudget(data, budget(1000))
  assert.equal(given, data)
  assert.deepEqual(report, { outcome: 'full', max_tokens: 1000, tokens: cost(data) })
  assert.deepEqual(kept, [])
})

test('one that does not comes with the fields by which records are told, and names those it lost', async () => {
  kept = []
  const compactFields = ['number', 'title', 'user.login']
  const data = issues.slice(0, 20)
  const { data: given, report } = await withinBudget(data, budget(800, { compactFields }))
  assert.equal(report.outcome, 'compact')
  assert.deepEqual(
    given,
    data.map(({ number, title, user: { login } }) => ({ number, title, user: { login } })),
  )
  assert.deepEqual(report.left_out, ['body', 'labels', 'closed_at', 'user.id'])
  assert.deepEqual([report.handle, report.expires_at], [KEPT.handle, '2026-03-01T10:00:00.000Z'])
  assert.deepEqual(kept, [JSON.stringify(data)])
  assert.ok(report.tokens <= 800)
})

test('one that is too large even so is kept whole, and told by a handle with count, sample and schema', async () => {
  kept = []
  const compactFields = ['number', 'title', 'user.login']
  const { data, report } = await withinBudget(issues, budget(500, { compactFields }))
  const told = data as HandleAnswer
  assert.deepEqual(kept, [JSON.stringify(issues)])
  assert.equal(report.outcome, 'handle')
  assert.deepEqual([told.handle, told.count, told.kind], [KEPT.handle, 200, 'list'])
  assert.equal(told.bytes, Buffer.byteLength(JSON.stringify(issues)))
  assert.equal(told.schema.number, 'integer')
  assert.equal(told.schema.closed_at, 'string, in 20 of 200')
  assert.deepEqual([told.sample_is, told.sample.length > 3], ['compact', true])
  assert.ok(cost(data) <= 500, String(cost(data)))
  const exact = cost(issues)
  assert.ok(Math.abs(told.tokens_of_all - exact) < exact * 0.1, `${told.tokens_of_all} of ${exact}`)
})

test('a record of another kind, which has none of the fields by which records are told, is not told by them', async () => {
  const { report } = await withinBudget(
    { report: 'word '.repeat(2_000) },
    budget(300, { compactFields: ['id'] }),
  )
  assert.equal(report.outcome, 'handle')
})

test('of one huge record the sizes of its parts are told', async () => {
  const record = { id: 7, content: 'word '.repeat(50_000), items: issues }
  const { data } = await withinBudget(record, budget(400))
  const told = data as HandleAnswer
  assert.deepEqual([told.kind, told.count], ['record', 1])
  assert.deepEqual(
    [told.schema.content, told.schema.items, told.schema.id],
    ['string of 250000 characters', 'list of 200', 'integer'],
  )
  assert.ok(cost(told) <= 400)
})

test('a result that cannot be kept is told without a handle, and says how to ask for less', async () => {
  const { data } = await withinBudget(issues, budget(500, { keep: async () => undefined }))
  const told = data as HandleAnswer
  assert.deepEqual([told.handle, told.expires_at], [null, null])
  assert.match(told.how, /Ask again for less/)
})

/** JSON as third parties write it, and as nobody would. */
const anyText = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constant('<|endoftext|>'),
  fc.integer({ min: 1, max: 300 }).map((length) => '<b>&amp;\u200b</b>'.repeat(length)),
  fc.integer({ min: 100, max: 5000 }).map((length) => 'a'.repeat(length)),
  fc.integer({ min: 100, max: 3000 }).map((length) => '🏴‍☠️'.repeat(length)),
)
const anyJson = fc.jsonValue({ stringUnit: 'binary' })
const anyRecord = fc.dictionary(
  fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('__proto__', 'a.b', 'id')),
  fc.oneof(anyText, anyJson),
  { maxKeys: 40 },
)
const anyResult = fc.oneof(
  fc.array(anyRecord, { maxLength: 30 }),
  anyRecord,
  anyText,
  fc.array(anyText),
  anyJson,
)

test('whatever is given and whatever the budget, what is shown fits it, is JSON, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyResult,
      fc.integer({ min: MIN_RESULT_TOKENS, max: 1500 }),
      fc.option(fc.constantFrom(['id'], ['id', 'a.b', '__proto__']), { nil: undefined }),
      async (data, maxTokens, compactFields) => {
        kept = []
        const { data: given, report } = await withinBudget(
          data,
          budget(maxTokens, compactFields && { compactFields }),
        )
        const { outcome, tokens, max_tokens, ...told } = report
        const shown = outcome === 'compact' ? cost(given) + cost(told) : cost(given)
        assert.ok(shown <= maxTokens, `${shown} of ${maxTokens}`)
        if (outcome === 'full') assert.equal(given, data)
        else assert.deepEqual(kept, [JSON.stringify(data)])
      },
    ),
    { numRuns: 300 },
  )
})
