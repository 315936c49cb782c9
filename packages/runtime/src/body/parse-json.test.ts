import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { isDeeper, nestsDeeper } from './json-depth.ts'
import { parseJson } from './parse-json.ts'

const BOUNDS = { maxDepth: 200 }

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function parse(text: string, maxDepth = BOUNDS.maxDepth): unknown {
  return parseJson(encode(text), { maxDepth }).value
}

function isMalformed(error: unknown): boolean {
  return SallyportError.isInstance(error) && error.code === 'upstream_malformed' && error.cause === undefined
}

/** Strings of the characters that a scanner of JSON can stumble over, digits and multi-byte ones included. */
const awkward = fc.string({
  unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', ':', '1', '9', 'é', '💧', '\n'),
})

/** Any JSON without integers beyond 2^53. */
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.double({ noDefaultInfinity: true, noNaN: true, max: 1e15, min: -1e15 }),
    awkward,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.oneof(awkward, fc.constant('__proto__')), tie('value'), { maxKeys: 6 }),
  ),
}))

const indent = fc.constantFrom(undefined, 1, '\t')

test('JSON without integers beyond 2^53 is parsed as JSON.parse does', () => {
  fc.assert(
    fc.property(json, indent, (value, space) => {
      const text = JSON.stringify(value, undefined, space)
      assert.deepEqual(parseJson(encode(text), BOUNDS), { value: JSON.parse(text), bigIntegers: false })
    }),
  )
})

test('an integer beyond 2^53 becomes a string of its digits, wherever it stands', () => {
  const integer = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
  fc.assert(
    fc.property(integer, json, (number, other) => {
      const text = `[${number},{"a":${number},"b": ${number}},"${number}",${JSON.stringify(other)}]`
      const safe = Number.isSafeInteger(Number(number))
      const kept = safe ? Number(number) : String(number)
      const expected = [kept, { a: kept, b: kept }, String(number), JSON.parse(JSON.stringify(other))]
      assert.deepEqual(parseJson(encode(text), BOUNDS), { value: expected, bigIntegers: !safe })
    }),
  )
})

test('2^53 is the first that is kept as a string', () => {
  assert.deepEqual(parse('[9007199254740991,-9007199254740991]'), [9007199254740991, -9007199254740991])
  assert.deepEqual(parse('[9007199254740992,-9007199254740992]'), ['9007199254740992', '-9007199254740992'])
  assert.equal(parse('9007199254740993'), '9007199254740993')
  assert.equal(parse(' -12345678901234567890\n'), '-12345678901234567890')
})

for (const [before, after] of [
  ['', ''],
  ['-', ''],
  ['\n', ''],
  ['[', ']'],
  ['[0,', ']'],
  ['[-', ']'],
  ['{"a":', '}'],
  ['{"a":\t', '}'],
]) {
  test(`an integer beyond 2^53 is noticed in ${JSON.stringify(`${before}N${after}`)}`, () => {
    for (const digits of ['9007199254740993', '10000000000000001']) {
      assert.equal(parseJson(encode(`${before}${digits}${after}`), BOUNDS).bigIntegers, true)
    }
  })
}

test('fractions and exponents stay numbers, however many digits they have', () => {
  const text = '[1.0,0.1234567890123456789,12345678901234567.25,9007199254740993.0,1e20,1E400,-0]'
  assert.deepEqual(parse(text), JSON.parse(text))
})

test('the depth bound is exact', () => {
  const nest = (depth: number, inner: string) =>
    Array.from({ length: depth }).reduce<string>(
      (text, _, level) => (level % 2 ? `[${text}]` : `{"k":${text}}`),
      inner,
    )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), awkward, json, (depth, word, sibling) => {
      const text = `[${JSON.stringify(sibling)},${nest(depth - 1, JSON.stringify(word))}]`
      const maxDepth = depthOf(JSON.parse(text))
      assert.deepEqual(parse(text, maxDepth), JSON.parse(text))
      assert.throws(() => parse(text, maxDepth - 1), isMalformed)
    }),
  )
})

test('the depth of a text and of the value parsed from it are the same', () => {
  fc.assert(
    fc.property(json, indent, (value, space) => {
      const text = JSON.stringify(value, undefined, space)
      const parsed: unknown = JSON.parse(text)
      const depth = depthOf(parsed)
      for (const isTooDeep of [
        (limit: number) => nestsDeeper(encode(text), limit),
        (limit: number) => isDeeper(parsed, limit),
      ]) {
        assert.equal(isTooDeep(depth), false)
        if (depth > 0) assert.equal(isTooDeep(depth - 1), true)
      }
    }),
  )
})

test('nesting of a million is refused at once, closed or not', () => {
  for (const text of ['['.repeat(1e6), '{"a":'.repeat(1e6), '['.repeat(1e6) + ']'.repeat(1e6)]) {
    const started = performance.now()
    assert.throws(() => parse(text), isMalformed)
    assert.ok(performance.now() - started < 5_000)
  }
})

test('what is nested too deep is called so, however much there is of it', () => {
  for (const depth of [201, 10_000, 60_000]) {
    for (const inner of ['1', '12345678901234567890']) {
      for (const end of ['', ']'.repeat(depth)]) {
        assert.throws(() => parse('['.repeat(depth) + inner + end), /nested deeper than 200 levels/)
      }
    }
  }
})

test('many arrays side by side are not deep', () => {
  assert.equal(
    (parse(`[${Array.from({ length: 10_000 }, () => '{"a":[]}').join()}]`) as unknown[]).length,
    10_000,
  )
})

for (const big of ['1', '12345678901234567890']) {
  test(`"__proto__" is a key like any other (beside ${big})`, () => {
    const value = parse(`{"n":${big},"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}`)
    assert.ok(typeof value === 'object' && value !== null)
    assert.deepEqual(Object.keys(value), ['n', '__proto__', 'constructor'])
    assert.equal(Object.getPrototypeOf(value), Object.prototype)
    assert.equal(Reflect.get({}, 'admin'), undefined)
  })
}

test('a byte order mark is passed over', () => {
  assert.deepEqual(parse('\ufeff{"a":1}'), { a: 1 })
})

test('a view into a larger buffer is read within its borders', () => {
  assert.equal(parseJson(encode('[[[7]]]').subarray(3, 4), BOUNDS).value, 7)
})

const CANARY = 'canary-5f3a'
const broken: readonly (string | Uint8Array)[] = [
  CANARY,
  `{"a":"${CANARY}`,
  `{"a":"${CANARY}",}`,
  `{"${CANARY}":012345678901234567890}`,
  `{12345678901234567890:"${CANARY}"}`,
  `[--12345678901234567890,"${CANARY}"]`,
  `["${CANARY}" 9007199254740993]`,
  `"${CANARY}`,
  `{"a":NaN,"b":"${CANARY}"}`,
  `<html>${CANARY}</html>`,
  ' ',
  Uint8Array.of(0x22, 0xff, 0x22),
  Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22),
  Uint8Array.of(0x22, 0xc3),
]

for (const body of broken) {
  test(`${inspect(body)} is refused without being quoted`, () => {
    const bytes = typeof body === 'string' ? encode(body) : body
    assert.throws(
      () => parseJson(bytes, BOUNDS),
      (error) => isMalformed(error) && !inspect(error, { showHidden: true }).includes(CANARY),
    )
  })
}

test('any text either parses as JSON.parse does or is refused', () => {
  const text = fc.string({ unit: fc.constantFrom(...'[]{}",:\\-+.eE0123456789 truefalsn'), maxLength: 60 })
  fc.assert(
    fc.property(text, (input) => {
      const parses = canParse(input)
      if (parses) assert.doesNotThrow(() => parse(input))
      else assert.throws(() => parse(input), isMalformed)
    }),
    { numRuns: 2_000 },
  )
})

function canParse(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Object.values(value).reduce<number>((deepest, part) => Math.max(deepest, depthOf(part)), 0)
}
