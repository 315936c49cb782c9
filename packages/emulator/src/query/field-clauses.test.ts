import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fieldClauses } from './field-clauses.ts'

const names = {
  email: 'email',
  name: 'name',
  created: 'created',
  metadata: 'metadata',
  status: 'status',
  phone: 'phone',
  postal: 'address.postal',
}
const ann = {
  email: 'Ann@Example.com',
  name: 'Ann "A" Archer',
  created: 1_000,
  status: 'open',
  phone: null,
  address: { postal: '12 3' },
  metadata: { tier: 'gold', 'a.b': 'x' },
}

function matches(text: string): boolean | undefined {
  return fieldClauses(text, { names, words: [] })?.matches(ann)
}

const CASES: readonly (readonly [string, boolean])[] = [
  [`email:'ann@example.com'`, true],
  [`email:"ann@example"`, false],
  [`email~"@EXAMPLE"`, true],
  [`-email~"@example"`, false],
  [`name:"ann \\"a\\" archer"`, true],
  ['created>999', true],
  ['created>1000', false],
  ['created>=1000', true],
  ['created<=1000 AND created<1001', true],
  ['created=1000', true],
  ['created:1000', true],
  [`metadata["tier"]:"gold"`, true],
  [`metadata['tier']:'silver'`, false],
  [`metadata['a.b']:'x'`, true],
  [`-metadata["tier"]:null`, true],
  [`metadata["none"]:null`, true],
  [`metadata["constructor"]:null`, true],
  ['phone:null', true],
  ['-phone:null', false],
  ['postal:"12 3"', true],
  [`status:"open" AND -status:"paid"`, true],
  [`status:"paid" OR email~"ann"`, true],
  [`status:"paid" or status:"void"`, false],
  [`status:"open" created>5`, true],
  [`status:"open" created>5000`, false],
]

for (const [text, expected] of CASES) {
  test(`${text} ${expected ? 'finds' : 'does not find'} the record`, () =>
    assert.equal(matches(text), expected))
}

const REFUSED = [
  '',
  'ann',
  'email:',
  'email "x"',
  'other:"x"',
  'constructor:"x"',
  'email~"an"',
  'created>"soon"',
  'created>null',
  'email:"open',
  '(email:"a")',
  `status:"a" AND status:"b" OR status:"c"`,
  `status:"a" AND`,
  `status:"a"status:"b"`,
  Array.from({ length: 11 }, () => 'created>1').join(' AND '),
]

for (const text of REFUSED) {
  test(`"${text.slice(0, 40)}" is no search`, () => assert.equal(matches(text), undefined))
}

test('a value in quotes is found whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 50 }), fc.constantFrom('"', "'"), (value, quote) => {
      const quoted = value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
      const query = fieldClauses(`name:${quote}${quoted}${quote}`, { names, words: [] })
      return query?.matches({ name: value }) === true && !query.matches({ name: `${value}!` })
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      fieldClauses(text, { names, words: [] })?.matches(ann)
    }),
  )
})
