import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findLink } from './find-link.ts'

const GITHUB =
  '<https://api.github.com/repositories/1000/issues?per_page=3&page=1>; rel="prev", ' +
  '<https://api.github.com/repositories/1000/issues?per_page=3&page=3>; rel="next", ' +
  '<https://api.github.com/repositories/1000/issues?per_page=3&page=5>; rel="last", ' +
  '<https://api.github.com/repositories/1000/issues?per_page=3&page=1>; rel="first"'

const table: readonly (readonly [header: string, next: string | undefined])[] = [
  [GITHUB, 'https://api.github.com/repositories/1000/issues?per_page=3&page=3'],
  ['<https://api.github.com/user/orgs?page=2>; rel="next"', 'https://api.github.com/user/orgs?page=2'],
  ['<a>; rel="last", <b>; rel="first"', undefined],
  ['<a>; rel="last", <b>; rel="next"', 'b'],
  ['<a>;rel=next', 'a'],
  ['<a> ; rel = next', 'a'],
  ['<a>\t;\trel\t=\t"next"\t', 'a'],
  ['  ,, <a>; rel="next" ,', 'a'],
  ['<a>; REL="NEXT"', 'a'],
  ['<a>; rel="prev next"', 'a'],
  ['<a>; rel="next\tlast"', 'a'],
  ['<a>; rel=" next "', 'a'],
  ['<a>; title="one, two; three"; rel="next"', 'a'],
  ['<a>; title="say \\"hi\\""; rel="next"', 'a'],
  ['<a>; title="<b>; rel=\\"next\\""; rel="last", <c>; rel="next"', 'c'],
  ['<a>; title="rel=next"', undefined],
  ['<a>; rel="last"; rel="next"', undefined],
  ['<a>; rel="next"; rel="last"', 'a'],
  ['<a>; crossorigin; rel="next"', 'a'],
  ["<a>; title*=UTF-8'de'n%c3%a4chstes; rel=next", 'a'],
  ['<a,b;c=d>; rel="next"', 'a,b;c=d'],
  ['<>; rel="next"', ''],
  ['<a>; rel="nextish"', undefined],
  ['<a>; rel="x-next"', undefined],
  ['<a>; rel="next-archive"', undefined],
  ['<a>; rel="https://rels.example/next"', undefined],
  ['<a>; rev="next"', undefined],
  ['<a>; xrel="next"', undefined],
  ['<a>; rel', undefined],
  ['<a>; rel=', undefined],
  ['<a>, <b>; rel="next"', 'b'],
  ['<a>; rel="next', undefined],
  ['a; rel="next"', undefined],
  ['<a; rel="next"', undefined],
  ['<a> rel="next"', undefined],
  ['', undefined],
  ['next', undefined],
]

for (const [header, next] of table) {
  test(`the next page of ${header || 'nothing'} is ${next ?? 'none'}`, () => {
    assert.equal(findLink(header, 'next'), next)
  })
}

const targets = fc.webUrl({ withQueryParameters: true })
const tokens = fc.stringMatching(/^[a-z]{1,8}$/)
const words = fc.string({ unit: fc.constantFrom('a', ',', ';', '<', '>', '=', ' ', 'rel=next') })

test('a well-formed header is read whatever stands beside the relation', () => {
  const parameter = fc.oneof(
    fc.tuple(tokens, words).map(([name, value]) => `x-${name}="${value}"`),
    fc.tuple(tokens, tokens).map(([name, value]) => `x-${name}=${value}`),
    tokens.map((name) => `x-${name}`),
  )
  const link = (relation: string) =>
    fc
      .tuple(targets, fc.array(parameter, { maxLength: 3 }), fc.array(parameter, { maxLength: 3 }))
      .map(([target, before, after]) => ({
        target,
        text: [`<${target}>`, ...before, `rel="${relation}"`, ...after].join('; '),
      }))
  fc.assert(
    fc.property(link('prev'), link('next'), link('last'), (prev, next, last) => {
      const header = [prev, next, last].map(({ text }) => text).join(', ')
      assert.equal(findLink(header, 'next'), next.target)
      assert.equal(findLink(`${prev.text}, ${last.text}`, 'next'), undefined)
    }),
  )
})

const units = [
  '<',
  '>',
  '<>',
  '<a>;',
  ';',
  ' ',
  '=',
  '"',
  '\\"',
  '<>;rel="',
  '<>;a="\\',
  '"\\<',
  ' ;',
  '; =',
  'rel=',
  'next ',
]

test('16 KB of anything are read in an instant', () => {
  for (const first of ['', '<a>', '<a>;', '<a>;rel="', '<a>;rel="next ', '<a>;rel="\\']) {
    for (const unit of units) {
      const header = first + unit.repeat(16_384 / unit.length)
      const started = performance.now()
      findLink(header, 'next')
      const took = performance.now() - started
      assert.ok(took < 5_000, `${JSON.stringify(first + unit)} took ${took} ms`)
    }
  }
})

test('whatever is read is text that stood between angle brackets', () => {
  const unit = fc.constantFrom(...units, 'rel', 'next', 'a')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 200 }), (header) => {
      const target = findLink(header, 'next')
      assert.ok(target === undefined || header.includes(`<${target}>`))
    }),
    { numRuns: 1000 },
  )
})
